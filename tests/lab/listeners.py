#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""listeners.py PORT=KIND…: ports that accept connections, and are no servers.

silent: and say nothing; closing: and hang up; late: a mail server that greets after three seconds, and offers nothing;
mute: one that greets, and that is all.
"""

import asyncio
import sys


async def silent(reader, writer):
    while await reader.read(4096):
        pass
    writer.close()


async def closing(reader, writer):
    writer.close()


async def late(reader, writer):
    await asyncio.sleep(3)
    writer.write(b"220 late.lab.test\r\n")
    while line := await reader.readline():
        writer.write(b"221 late.lab.test\r\n" if line.upper().startswith(b"QUIT") else b"250 late.lab.test\r\n")
    writer.close()


async def mute(reader, writer):
    writer.write(b"220 mute.lab.test\r\n")
    await silent(reader, writer)


KINDS = {"silent": silent, "closing": closing, "late": late, "mute": mute}


async def main():
    for argument in sys.argv[1:]:
        port, kind = argument.split("=")
        await asyncio.start_server(KINDS[kind], "0.0.0.0", int(port))
    await asyncio.Event().wait()


asyncio.run(main())

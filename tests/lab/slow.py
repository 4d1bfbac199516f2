#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""slow.py DEVICE SECONDS: a network device that gives back each packet that it gets, that much later."""

import collections
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000

name, delay = sys.argv[1], float(sys.argv[2])
tun = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
held = collections.deque()
while True:
    wait = max(0, held[0][0] - time.monotonic()) if held else None
    if select.select([tun], [], [], wait)[0]:
        held.append((time.monotonic() + delay, os.read(tun, 65536)))
    while held and held[0][0] <= time.monotonic():
        os.write(tun, held.popleft()[1])

// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QString>

#include <memory>

/// The other end of what bm_probe measures: this same program as a process of its own, so that neither its memory nor
/// its descriptors count.
std::unique_ptr<QProcess> startListeners(quint16 first, int count);
std::unique_ptr<QProcess> startTlsServers(quint16 first, int count, const QString &certificate, const QString &key);
void stop(QProcess &server);

/// What those processes do; they say "ready" and serve until their input ends.
int serve(quint16 first, int count);
int serveTls(quint16 first, int count, const QString &certificate, const QString &key);

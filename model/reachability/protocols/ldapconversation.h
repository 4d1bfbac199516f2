// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "framedconversation.h"
#include "ldapmessages.h"

namespace portolan {

/// The root entry of a directory, which tells what it is; StartTLS where it is offered; unbind. Nobody is logged in.
class LdapConversation final : public FramedConversation
{
public:
    using FramedConversation::FramedConversation;

private:
    enum class Step : quint8 { Root, StartTls };

    Turn start() override { return askForRoot(1); }
    Turn onEncrypted() override;
    qint64 frameSize(QByteArrayView start) const override;
    Turn onFrame(QByteArrayView frame) override;
    QString name() const override;

    Turn askForRoot(int id);
    Turn onRootTold(const ldap::Message &message);
    Turn onStartTls(const ldap::Message &message);
    Turn part();
    void tellRoot(const QHash<QByteArray, QList<QByteArray>> &root);

    Step m_step = Step::Root;
    int m_id = 0;
    bool m_hasNoStartTls = false; ///< it lists its extensions, and that is not among them
};

} // namespace portolan

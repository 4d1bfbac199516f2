// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "ldapmessages.h"

#include "ber.h"

namespace portolan::ldap {

using namespace Qt::StringLiterals;

namespace {

constexpr quint8 kBoolean = 0x01;
constexpr quint8 kInteger = 0x02;
constexpr quint8 kOctets = 0x04;
constexpr quint8 kEnumerated = 0x0A;
constexpr quint8 kSequence = 0x30;
constexpr quint8 kSet = 0x31;
constexpr quint8 kSearchRequest = 0x63;
constexpr quint8 kUnbindRequest = 0x42;
constexpr quint8 kExtendedRequest = 0x77;
constexpr quint8 kRequestName = 0x80;
constexpr qsizetype kMostAttributes = 100;
constexpr qsizetype kMostValues = 100;

QByteArray number(quint8 tag, int value)
{
    return ber(tag, QByteArray(1, char(value)));
}

QByteArray envelope(int id, const QByteArray &operation)
{
    return ber(kSequence, {number(kInteger, id), operation});
}

} // namespace

std::optional<Message> message(QByteArrayView bytes)
{
    const std::optional<BerElement> whole = BerReader(bytes).next(kSequence);
    if (!whole)
        return {};
    BerReader parts(whole->content);
    const std::optional<BerElement> id = parts.next(kInteger);
    const std::optional<BerElement> operation = id ? parts.next() : id;
    const std::optional<qint64> value = id ? berInteger(id->content) : std::nullopt;
    if (!operation || !value)
        return {};
    return Message{*value, operation->tag, operation->content};
}

std::optional<Outcome> outcome(const Message &message)
{
    BerReader parts(message.content);
    const std::optional<BerElement> code = parts.next(kEnumerated);
    const std::optional<qint64> value = code ? berInteger(code->content) : std::nullopt;
    if (!value || !parts.next(kOctets))
        return {};
    Outcome result{*value, QString::number(*value)};
    if (const std::optional<BerElement> text = parts.next(kOctets); text && !text->content.isEmpty())
        result.text +=
            u" (%1)"_s.arg(QString::fromUtf8(text->content.first(qMin<qsizetype>(text->content.size(), 512))));
    return result;
}

std::optional<QHash<QByteArray, QList<QByteArray>>> entry(const Message &message)
{
    BerReader parts(message.content);
    const std::optional<BerElement> name = parts.next(kOctets);
    const std::optional<BerElement> list = name ? parts.next(kSequence) : name;
    if (!list)
        return {};
    QHash<QByteArray, QList<QByteArray>> result;
    BerReader attributes(list->content);
    while (!attributes.atEnd() && result.size() < kMostAttributes) {
        const std::optional<BerElement> attribute = attributes.next(kSequence);
        BerReader inner(attribute ? attribute->content : QByteArrayView());
        const std::optional<BerElement> type = inner.next(kOctets);
        const std::optional<BerElement> set = type ? inner.next(kSet) : type;
        if (!set)
            return {};
        QList<QByteArray> &values = result[type->content.toByteArray().toLower()];
        BerReader reader(set->content);
        while (!reader.atEnd() && values.size() < kMostValues) {
            const std::optional<BerElement> value = reader.next(kOctets);
            if (!value)
                return {};
            values << value->content.toByteArray();
        }
    }
    return result;
}

QByteArray search(int id, const QByteArray &filter, const QList<QByteArray> &attributes)
{
    QList<QByteArray> names;
    for (const QByteArray &attribute : attributes)
        names << ber(kOctets, attribute);
    // base "", scope and aliases 0, no limits of our own, values too
    return envelope(
        id,
        ber(kSearchRequest,
            {ber(kOctets, QByteArrayView()), number(kEnumerated, 0), number(kEnumerated, 0), number(kInteger, 0),
             number(kInteger, 0), number(kBoolean, 0), filter, ber(kSequence, names)}));
}

QByteArray hasObjectClass()
{
    return ber(0x87, "objectClass");
}

QByteArray equals(const QByteArray &attribute, const QByteArray &value)
{
    return ber(0xA3, {ber(kOctets, attribute), ber(kOctets, value)});
}

QByteArray both(const QList<QByteArray> &filters)
{
    return ber(0xA0, filters);
}

QByteArray startTls(int id)
{
    return envelope(id, ber(kExtendedRequest, ber(kRequestName, "1.3.6.1.4.1.1466.20037")));
}

QByteArray unbind(int id)
{
    return envelope(id, ber(kUnbindRequest, QByteArrayView()));
}

} // namespace portolan::ldap

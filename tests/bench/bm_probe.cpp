// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probeservers.h"

#include "model/reachability/runner/reachabilityrunner.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRuns = 5;
constexpr int kTlsRuns = 2; ///< of nmap, which takes its time
constexpr quint16 kFirst = 20000;
constexpr int kTargets = 10000;
constexpr int kTlsTargets = 2000;
constexpr int kHosts = 100; ///< of the mixed targets, with as many ports each

double longestEvent = 0; ///< ms of processor time, of the thread that a window would have

/// ms; what other programs do meanwhile does not count.
double processorTime(clockid_t clock)
{
    timespec now = {};
    ::clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// ms of all processes that have ended and were waited for.
double processorTimeOfChildren()
{
    rusage usage = {};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto inMs = [](const timeval &time) { return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3; };
    return inMs(usage.ru_utime) + inMs(usage.ru_stime);
}

class BenchApplication : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (receiver->thread() != thread())
            return QCoreApplication::notify(receiver, event);
        const double before = processorTime(CLOCK_THREAD_CPUTIME_ID);
        const bool isDone = QCoreApplication::notify(receiver, event);
        longestEvent = std::max(longestEvent, processorTime(CLOCK_THREAD_CPUTIME_ID) - before);
        return isDone;
    }
};

struct Counts {
    int open = 0;
    int refused = 0;
    int silent = 0;
    friend bool operator==(const Counts &, const Counts &) = default;
};

struct Figures {
    std::vector<double> times; ///< ms
    std::vector<double> processor; ///< ms
    int wrong = 0; ///< runs with a wrong verdict
};

void print(const char *what, Figures figures, int runs)
{
    std::sort(figures.times.begin(), figures.times.end());
    std::sort(figures.processor.begin(), figures.processor.end());
    std::printf("  %-58s\n    median %.0f ms, fastest %.0f ms, processor %.0f ms%s\n", what,
                figures.times[figures.times.size() / 2], figures.times.front(),
                figures.processor[figures.processor.size() / 2], figures.wrong > 0 ? ", WRONG VERDICTS" : "");
    if (figures.wrong > 0)
        std::printf("    %d of %d runs\n", figures.wrong, runs);
    std::fflush(stdout);
}

ReachabilityPlan planOf(const QStringList &addresses, quint16 first, int ports, ProbeTls tls)
{
    ReachabilityPlan plan;
    for (const QString &address : addresses) {
        for (int i = 0; i < ports; ++i) {
            PlannedCheck check;
            check.key = u"%1 tcp/%2"_s.arg(address).arg(first + i);
            check.destination = static_cast<quint32>(addresses.indexOf(address));
            check.addresses = {address};
            check.request.hint.tls = tls;
            check.request.port = static_cast<quint16>(first + i);
            check.request.host = address;
            plan.checks.push_back(check);
        }
    }
    return plan;
}

RunLimits fastest(int timeout)
{
    RunLimits limits;
    limits.inFlight = 1024;
    limits.perHost = 64;
    limits.perSecond = 0;
    limits.retries = 0;
    limits.connectTimeout = timeout;
    return limits;
}

double runOnce(const ReachabilityPlan &plan, const RunLimits &limits,
               const std::function<void(const ReachabilityRun &)> &look)
{
    ReachabilityRunner runner;
    QEventLoop loop;
    QObject::connect(&runner, &ReachabilityRunner::finished, &loop, &QEventLoop::quit);
    QElapsedTimer timer;
    timer.start();
    runner.start(plan, limits, {});
    loop.exec();
    const double time = double(timer.nsecsElapsed()) / 1e6;
    look(runner.run());
    return time;
}

void measureOurs(const char *name, const ReachabilityPlan &plan, const RunLimits &limits, const Counts &expected)
{
    Figures figures;
    longestEvent = 0;
    for (int i = 0; i < kRuns; ++i) {
        Counts counts;
        const double before = processorTime(CLOCK_PROCESS_CPUTIME_ID);
        figures.times.push_back(runOnce(plan, limits, [&](const ReachabilityRun &run) {
            for (const CheckedTarget &target : run.targets) {
                counts.open += target.report.result == ProbeResult::Open ? 1 : 0;
                counts.refused += target.report.result == ProbeResult::Refused ? 1 : 0;
                counts.silent += target.report.result == ProbeResult::NoAnswer ? 1 : 0;
            }
        }));
        figures.processor.push_back(processorTime(CLOCK_PROCESS_CPUTIME_ID) - before);
        if (!(counts == expected)) {
            ++figures.wrong;
            std::printf("    wrong: %d open, %d refused, %d silent\n", counts.open, counts.refused, counts.silent);
        }
    }
    print(name, figures, kRuns);
    std::printf("    longest event of the other thread %.1f ms\n", longestEvent);
}

/// nmap's own list of results: "Host: … Ports: 1/open/tcp//…" and "Ignored State: closed (9)".
Counts countsOf(const QString &grepable)
{
    Counts counts;
    const auto count = [&](const QString &state, int more) {
        counts.open += state == "open"_L1 ? more : 0;
        counts.refused += state == "closed"_L1 ? more : 0;
        counts.silent += state == "filtered"_L1 ? more : 0;
    };
    static const QRegularExpression port(u"\\d+/(open|closed|filtered)/tcp"_s);
    for (auto matches = port.globalMatch(grepable); matches.hasNext();)
        count(matches.next().captured(1), 1);
    static const QRegularExpression ignored(u"Ignored State: (\\w+) \\((\\d+)\\)"_s);
    for (auto matches = ignored.globalMatch(grepable); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        count(match.captured(1), match.captured(2).toInt());
    }
    return counts;
}

void measureNmap(const QString &options, const QStringList &targets, const Counts &expected)
{
    Figures figures;
    QStringList arguments{u"-sT"_s, u"-n"_s, u"-Pn"_s, u"-oG"_s, u"-"_s};
    arguments += options.split(u' ', Qt::SkipEmptyParts);
    arguments += targets;
    for (int i = 0; i < kRuns; ++i) {
        QProcess nmap;
        QElapsedTimer timer;
        const double before = processorTimeOfChildren();
        timer.start();
        nmap.start(u"nmap"_s, arguments);
        nmap.waitForFinished(-1);
        figures.times.push_back(double(timer.nsecsElapsed()) / 1e6);
        figures.processor.push_back(processorTimeOfChildren() - before);
        figures.wrong += countsOf(QString::fromUtf8(nmap.readAllStandardOutput())) == expected ? 0 : 1;
    }
    print(qPrintable(u"nmap "_s + options), figures, kRuns);
}

void measureLoopback()
{
    const QString ports = u"-p %1-%2"_s.arg(kFirst).arg(kFirst + kTargets - 1);
    const ReachabilityPlan plan = planOf({u"127.0.0.1"_s}, kFirst, kTargets, ProbeTls::None);
    const QStringList options{u"%1"_s, u"-T5 %1"_s, u"-T5 --min-parallelism 300 --max-retries 0 %1"_s,
                              u"-T4 --min-parallelism 1000 %1"_s};
    for (const bool isOpen : {false, true}) {
        const std::unique_ptr<QProcess> servers = isOpen ? startListeners(kFirst, kTargets) : nullptr;
        const Counts expected{isOpen ? kTargets : 0, isOpen ? 0 : kTargets, 0};
        std::printf("%d TCP targets on loopback, all %s\n", kTargets, isOpen ? "open" : "refused");
        measureOurs("portolan", plan, fastest(4000), expected);
        for (const QString &option : options)
            measureNmap(option.arg(ports), {u"127.0.0.1"_s}, expected);
        if (servers)
            stop(*servers);
    }
}

/// In a network namespace of its own: 10.99.0.0/16 is this machine, the last tenth of the ports is dropped.
void measureMixed()
{
    for (const QString &command :
         {u"ip link set lo up"_s, u"ip route add local 10.99.0.0/16 dev lo"_s, u"nft add table inet bench"_s,
          u"nft add chain inet bench in { type filter hook input priority 0 ; }"_s,
          u"nft add rule inet bench in tcp dport %1-%2 drop"_s.arg(kFirst + kHosts * 9 / 10)
              .arg(kFirst + kHosts - 1)}) {
        const QStringList words = command.split(u' ');
        if (QProcess::execute(words.first(), words.sliced(1)) != 0)
            qFatal("%s", qPrintable(command));
    }
    QStringList addresses;
    for (int i = 1; i <= kHosts; ++i)
        addresses += u"10.99.0.%1"_s.arg(i);
    const ReachabilityPlan plan = planOf(addresses, kFirst, kHosts, ProbeTls::None);
    const std::unique_ptr<QProcess> servers = startListeners(kFirst, kHosts * 8 / 10);
    const Counts expected{kTargets * 8 / 10, kTargets / 10, kTargets / 10};
    std::printf("%d TCP targets in a network namespace, 80 %% open, 10 %% refused, 10 %% dropped\n", kTargets);
    measureOurs("portolan, 50 ms for an answer", plan, fastest(50), expected);
    measureOurs("portolan, 100 ms for an answer", plan, fastest(100), expected);
    measureOurs("portolan, 1000 ms for an answer", plan, fastest(1000), expected);
    const QString ports = u"-p %1-%2"_s.arg(kFirst).arg(kFirst + kHosts - 1);
    const QStringList targets{u"10.99.0.1-%1"_s.arg(kHosts)};
    for (const QString &options :
         {u"%1"_s, u"-T5 %1"_s, u"-T5 --max-retries 0 --min-parallelism 1000 --min-hostgroup 100 %1"_s,
          u"-T5 --max-retries 0 --initial-rtt-timeout 50ms --max-rtt-timeout 50ms --min-parallelism 1000 "
          u"--min-hostgroup 100 %1"_s,
          u"-T5 --max-retries 0 --initial-rtt-timeout 100ms --min-rtt-timeout 100ms --max-rtt-timeout 100ms "
          u"--min-parallelism 1000 --min-hostgroup 100 %1"_s,
          u"-T5 --max-retries 0 --initial-rtt-timeout 1000ms --min-rtt-timeout 1000ms --max-rtt-timeout 1000ms "
          u"--min-parallelism 1000 --min-hostgroup 100 %1"_s}) {
        measureNmap(options.arg(ports), targets, expected);
    }
    stop(*servers);
}

void measureTls()
{
    const QTemporaryDir folder;
    const QString certificate = folder.filePath(u"certificate.pem"_s);
    const QString key = folder.filePath(u"key.pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, u"/CN=bench.example"_s,
                   u"-keyout"_s, key, u"-out"_s, certificate});
    openssl.waitForFinished();
    const std::unique_ptr<QProcess> servers = startTlsServers(kFirst, kTlsTargets, certificate, key);
    std::printf("%d TLS handshakes with certificate details on loopback\n", kTlsTargets);
    const ReachabilityPlan plan = planOf({u"127.0.0.1"_s}, kFirst, kTlsTargets, ProbeTls::First);
    Figures figures;
    longestEvent = 0;
    for (int i = 0; i < kRuns; ++i) {
        qsizetype described = 0;
        const double before = processorTime(CLOCK_PROCESS_CPUTIME_ID);
        figures.times.push_back(runOnce(plan, fastest(4000), [&](const ReachabilityRun &run) {
            described = std::count_if(run.targets.begin(), run.targets.end(), [](const CheckedTarget &target) {
                return target.report.tls && target.report.tls->chain.size() == 1;
            });
        }));
        figures.processor.push_back(processorTime(CLOCK_PROCESS_CPUTIME_ID) - before);
        figures.wrong += described == kTlsTargets ? 0 : 1;
    }
    print("portolan", figures, kRuns);
    std::printf("    longest event of the other thread %.1f ms\n", longestEvent);
    for (const QString &options : {u"-T5 --script +ssl-cert"_s, u"-T5 --script +ssl-cert --min-parallelism 300"_s}) {
        Figures theirs;
        for (int i = 0; i < kTlsRuns; ++i) {
            QElapsedTimer timer;
            const double before = processorTimeOfChildren();
            timer.start();
            QProcess nmap;
            nmap.start(
                u"nmap"_s,
                QStringList{u"-sT"_s, u"-n"_s, u"-Pn"_s} + options.split(u' ')
                    + QStringList{u"-p"_s, u"%1-%2"_s.arg(kFirst).arg(kFirst + kTlsTargets - 1), u"127.0.0.1"_s});
            nmap.waitForFinished(-1);
            theirs.times.push_back(double(timer.nsecsElapsed()) / 1e6);
            theirs.processor.push_back(processorTimeOfChildren() - before);
            theirs.wrong +=
                nmap.readAllStandardOutput().count("Subject: commonName=bench.example") == kTlsTargets ? 0 : 1;
        }
        print(qPrintable(u"nmap "_s + options), theirs, kTlsRuns);
    }
    stop(*servers);
}

void printMemory()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("most memory at any time: %ld MB\n", usage.ru_maxrss / 1024);
}

} // namespace

/// What checks cost, beside nmap with the same targets.
int main(int argc, char *argv[])
{
    BenchApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--serve"_L1)
        return serve(arguments.at(2).toUShort(), arguments.at(3).toInt());
    if (arguments.value(1) == "--serve-tls"_L1)
        return serveTls(arguments.at(2).toUShort(), arguments.at(3).toInt(), arguments.at(4), arguments.at(5));
    if (arguments.value(1) == "--mixed"_L1) {
        measureMixed();
    } else if (arguments.value(1) == "--tls"_L1) {
        measureTls();
    } else if (arguments.value(1) == "--loopback"_L1) {
        measureLoopback();
    } else {
        // Each in a process of its own, so that the memory is its own too.
        const QString self = QCoreApplication::applicationFilePath();
        QProcess::execute(self, {u"--loopback"_s});
        if (QProcess::execute(u"unshare"_s, {u"--net"_s, self, u"--mixed"_s}) != 0)
            std::puts("No network namespaces here: run as root to measure with dropped targets.");
        QProcess::execute(self, {u"--tls"_s});
        return 0;
    }
    printMemory();
    return 0;
}

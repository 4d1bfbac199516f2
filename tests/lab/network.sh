# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# The network of the lab: client - router - hosts. Sourced by holder.sh.
#
# Each host also has the addresses 10.77.12.x to 10.77.17.x: the same servers, behind a firewall that drops (12), resets
# (13), prohibits (14), is slow (15), loses the first SYN of each connection and every other datagram (16), or drops
# what is handed out for RPC (17). Behind 10.77.6.x there is no network, behind 10.77.7.x no host; 10.77.0.99 is switched
# off, and the client itself may not send to 10.77.5.x.
: "${here:?}" "${state:?}"

readonly hosts=(dc1 mail1 web1 edge1 sip1 old1 dark1)
declare -rA numbers=([dc1]=10 [mail1]=20 [web1]=30 [edge1]=40 [sip1]=50 [old1]=60 [dark1]=90)
# What hosts have besides: other servers of the plan on the same machine.
declare -rA others=([dc1]="11" [mail1]="21" [web1]="31 32" [edge1]="" [sip1]="" [old1]="" [dark1]="")
readonly walls=(12 13 14 15 16 17)

in_net() {
    nsenter --net="$state/net/$1" "${@:2}"
}

make_net() {
    : >"$state/net/$1"
    unshare --net="$state/net/$1" true
    in_net "$1" sh -c 'sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
        net.ipv4.icmp_ratelimit=0 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
        ip link set lo up'
}

add_host() {
    local host=$1 number=${numbers[$1]} other wall
    make_net "$host"
    in_net router ip link add "$host" type veth peer name eth0 netns "$state/net/$host"
    in_net router ip link set "$host" master bridge up
    in_net "$host" ip addr add "10.77.0.$number/24" dev eth0
    for other in ${others[$host]}; do
        in_net "$host" ip addr add "10.77.0.$other/32" dev eth0
    done
    for wall in "${walls[@]}"; do
        in_net "$host" ip addr add "10.77.$wall.$number/32" dev eth0
    done
    in_net "$host" ip link set eth0 up
    in_net "$host" ip route add default via 10.77.0.1
}

# What goes to 10.77.15.x takes its way through a program that holds it back.
slow_down() {
    in_net router /usr/bin/python3 "$here/slow.py" slow0 0.4 &
    until in_net router ip link set slow0 up 2>/dev/null; do sleep 0.05; done
    in_net router ip rule add iif client to 10.77.15.0/24 lookup 15
    in_net router ip route add 10.77.15.0/24 dev slow0 table 15
}

build_network() {
    mkdir -p "$state/net"
    make_net router
    in_net router sysctl -qw net.ipv4.ip_forward=1
    in_net router ip link add bridge type bridge
    # Else what only crosses the bridge would meet the firewall too.
    in_net router sh -c 'echo 0 2>/dev/null >/proc/sys/net/bridge/bridge-nf-call-iptables || true'
    in_net router ip addr add 10.77.0.1/24 dev bridge
    in_net router ip link set bridge up

    local host wall
    for host in "${hosts[@]}"; do
        add_host "$host"
    done
    # The firewall says that there is nothing there: errors of the router's own are held back by a limit of the kernel's.
    for wall in 6 7 "${walls[@]}"; do
        in_net router ip route add "10.77.$wall.0/24" dev bridge
    done

    make_net client
    in_net router ip link add client type veth peer name eth0 netns "$state/net/client"
    in_net router ip addr add 10.77.1.1/24 dev client
    in_net router ip link set client up
    in_net client ip addr add 10.77.1.100/24 dev eth0
    in_net client ip addr add 10.77.1.101/24 dev eth0
    in_net client ip link set eth0 up
    in_net client ip route add default via 10.77.1.1
    in_net client ip route add prohibit 10.77.5.0/24

    in_net router nft -f "$here/config/wall.nft"
    slow_down
}

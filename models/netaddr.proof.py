import netaddr

from leadline_proof import sink, source

sink(netaddr.IPAddress(source()))  # clean
sink(netaddr.IPNetwork(source()))  # clean
sink(netaddr.valid_ipv4(source()))  # clean
sink(netaddr.valid_ipv6(source()))  # clean
sink(netaddr.valid_mac(source()))  # clean


def checked():
    x = source()
    try:
        netaddr.IPAddress(x)
    except ValueError:
        return
    sink(x)  # clean: numeric

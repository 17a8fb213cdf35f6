import django_auth_ldap.config
import ldap
import ldap.dn
import ldap.filter
import ldap3
import ldap3.utils.conv
import ldap3.utils.dn

from leadline_proof import sink, source

ldap3.Connection(password=source())  # sink: credential
ldap3.Reader("a", "a", source())  # sink: ldap-filter
ldap3.Reader("a", "a", "a", source())  # sink: ldap-name
unknown.search_s("a", "a", source())  # sink: ldap-filter
unknown.search_st("a", "a", source())  # sink: ldap-filter
unknown.search_ext("a", "a", source())  # sink: ldap-filter
unknown.search_ext_s("a", "a", source())  # sink: ldap-filter
unknown.search_s(source())  # sink: ldap-name
unknown.search_st(source())  # sink: ldap-name
unknown.search_ext(source())  # sink: ldap-name
unknown.search_ext_s(source())  # sink: ldap-name
django_auth_ldap.config.LDAPSearch(source())  # sink: ldap-name
django_auth_ldap.config.LDAPSearch("a", "a", source())  # sink: ldap-filter
sink(ldap.filter.escape_filter_chars(source()))  # clean: ldap-escaped
sink(ldap.filter.filter_format("a", source()))  # clean: ldap-escaped
sink(ldap.dn.escape_dn_chars(source()))  # clean: ldap-name-escaped
sink(ldap3.utils.conv.escape_filter_chars(source()))  # clean: ldap-escaped
sink(ldap3.utils.dn.escape_rdn(source()))  # clean: ldap-name-escaped
sink(ldap3.utils.dn.safe_rdn(source()))  # clean: ldap-name-escaped
sink(ldap3.utils.dn.escape_attribute_value(source()))  # clean: ldap-name-escaped


def ldap_ldapobject(x: ldap.LDAPObject):
    x.search(source())  # sink: ldap-name
    x.search_s(source())  # sink: ldap-name
    x.search_st(source())  # sink: ldap-name
    x.search_ext(source())  # sink: ldap-name
    x.search_ext_s(source())  # sink: ldap-name
    x.search("a", "a", source())  # sink: ldap-filter
    x.search_s("a", "a", source())  # sink: ldap-filter
    x.search_st("a", "a", source())  # sink: ldap-filter
    x.search_ext("a", "a", source())  # sink: ldap-filter
    x.search_ext_s("a", "a", source())  # sink: ldap-filter
    x.simple_bind(source())  # sink: ldap-name
    x.simple_bind_s(source())  # sink: ldap-name
    x.bind(source())  # sink: ldap-name
    x.bind_s(source())  # sink: ldap-name
    x.add(source())  # sink: ldap-name
    x.add_s(source())  # sink: ldap-name
    x.add_ext(source())  # sink: ldap-name
    x.add_ext_s(source())  # sink: ldap-name
    x.modify(source())  # sink: ldap-name
    x.modify_s(source())  # sink: ldap-name
    x.delete(source())  # sink: ldap-name
    x.delete_s(source())  # sink: ldap-name
    x.rename(source())  # sink: ldap-name
    x.rename_s(source())  # sink: ldap-name
    x.simple_bind("a", source())  # sink: credential
    x.simple_bind_s("a", source())  # sink: credential
    x.bind_s("a", source())  # sink: credential


def ldap3_connection(x: ldap3.Connection):
    x.search(source())  # sink: ldap-name
    x.search("a", source())  # sink: ldap-filter
    x.add(source())  # sink: ldap-name
    x.modify(source())  # sink: ldap-name
    x.delete(source())  # sink: ldap-name
    x.compare(source())  # sink: ldap-name


def unknown_connection(connection):
    connection.search_s("dc=example", 2, "(uid=" + source() + ")")  # sink: ldap-filter
    connection.search_s(source(), 2, "(uid=a)")  # sink: ldap-name
    connection.search_st("dc=example", 2, "(uid=" + source() + ")")  # sink: ldap-filter
    connection.search_ext("dc=example", 2, "(uid=" + source() + ")")  # sink: ldap-filter
    connection.search_ext_s("dc=example", 2, "(uid=" + source() + ")")  # sink: ldap-filter
    connection.search("dc=example", "(uid=" + source() + ")")  # sink: ldap-filter
    connection.search("words", source())  # silent
    sink(ldap.filter.filter_format("(uid=%s)", [source()]))  # clean: ldap-escaped

ldap3.Connection("x").extend.standard.paged_search(source())  # sink: ldap-name
ldap3.Connection("x").extend.standard.paged_search("dc=x", source())  # sink: ldap-filter
ldap3.Connection("x", user="uid=" + source())  # sink: ldap-name
ldap3.Connection("x", "cn=u", source())  # sink: credential

import netmiko
import paramiko

from leadline_proof import sink, source

paramiko.ProxyCommand(source())  # sink: shell-command


def paramiko_sshclient(x: paramiko.SSHClient):
    x.exec_command(source())  # sink: shell-command
    x.connect(source())  # sink: url
    x.connect(password=source())  # sink: credential


def paramiko_channel(x: paramiko.Channel):
    x.exec_command(source())  # sink: shell-command
    x.send(source())  # sink: shell-command
    x.sendall(source())  # sink: shell-command


def paramiko_sftpclient(x: paramiko.SFTPClient):
    x.get(0, source())  # sink: file-path
    x.put(source())  # sink: file-path


def netmiko_baseconnection(x: netmiko.BaseConnection):
    x.send_command(source())  # sink: shell-command
    x.send_command_timing(source())  # sink: shell-command
    x.send_config_set(source())  # sink: shell-command


from elsewhere import thing

thing.exec_command(source())  # sink: shell-command

from leadline_proof import sink, source

import docker


def sinks():
    client = docker.from_env()
    client.containers.run(source())  # sink: container-config
    client.containers.run("image", source())  # sink: container-config
    client.containers.run("image", entrypoint=source())  # sink: container-config
    client.containers.run("image", volumes=source())  # sink: container-config
    client.containers.run("image", environment=source())  # sink: container-config
    client.containers.run("image", privileged=source())  # sink: container-config
    docker.DockerClient().containers.create(source())  # sink: container-config
    client.images.pull(source())  # sink: container-config
    client.images.build(path=source())  # sink: container-config
    client.images.build(dockerfile=source())  # sink: container-config
    client.containers.run("image", name=source())  # silent

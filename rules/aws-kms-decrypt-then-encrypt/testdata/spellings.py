import boto3

kms = boto3.client("kms")


def a(blob, key):
    plain = kms.decrypt(CiphertextBlob=blob)["Plaintext"]
    return kms.encrypt(KeyId=key, Plaintext=plain)  # want


def b(blob, key):
    client = boto3.client("kms", region_name="eu-west-1")
    response = client.decrypt(CiphertextBlob=blob)
    return client.encrypt(KeyId=key, Plaintext=response["Plaintext"])["CiphertextBlob"]  # want


class Vault:
    def __init__(self):
        self.kms = boto3.session.Session().client("kms")

    def move(self, blob, key):
        decrypted = self.kms.decrypt(CiphertextBlob=blob)
        return self.kms.encrypt(KeyId=key, Plaintext=decrypted.get("Plaintext"))  # want


def c(blob, key):
    import boto3 as aws

    client = aws.client("kms")
    return client.encrypt(Plaintext=client.decrypt(CiphertextBlob=blob)["Plaintext"], KeyId=key)  # want


def d(blob, key):
    return kms.re_encrypt(CiphertextBlob=blob, DestinationKeyId=key)  # ok


def e(text, key):
    return kms.encrypt(KeyId=key, Plaintext=text)  # ok


def f(blob):
    return kms.decrypt(CiphertextBlob=blob)["Plaintext"]  # ok


def g(blob, key):
    plain = kms.decrypt(CiphertextBlob=blob)["Plaintext"]
    changed = plain.replace(b"a", b"b")
    return kms.encrypt(KeyId=key, Plaintext=changed)  # ok

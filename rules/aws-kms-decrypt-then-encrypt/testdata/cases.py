import boto3


class A:
    def __init__(self):
        self.kms = boto3.client("kms")

    def a(self, blob, key):
        r = self.kms.decrypt(CiphertextBlob=blob)
        return self.kms.encrypt(KeyId=key, Plaintext=r["Plaintext"])  # want

    def b(self, blob, key, other):
        return other.encrypt(KeyId=key, Plaintext=self.kms.decrypt(CiphertextBlob=blob)["Plaintext"])  # want

    def c(self, blob, key):
        r = self.kms.decrypt(CiphertextBlob=blob)
        text = r.get("Plaintext")
        self.kms.encrypt(Plaintext=text, KeyId=key)  # want

    async def d(self, blob, key):
        data = self.kms.decrypt(CiphertextBlob=blob)["Plaintext"]
        if data:
            return self.kms.encrypt(KeyId=key, Plaintext=data)  # want

    def e(self, blob, key):
        data = self.kms.decrypt(CiphertextBlob=blob)["Plaintext"]
        return self.kms.encrypt(KeyId=key, Plaintext=data.upper())

    def f(self, blob, key):
        return self.kms.re_encrypt(CiphertextBlob=blob, DestinationKeyId=key)

    def g(self, text, key):
        return self.kms.encrypt(KeyId=key, Plaintext=text)

    def h(self, blob):
        return self.kms.decrypt(CiphertextBlob=blob)["Plaintext"]

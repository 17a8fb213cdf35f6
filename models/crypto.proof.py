import bcrypt
import cryptography.fernet
import hashlib
import hmac
import itsdangerous
import jwt
import numpy.random
import paramiko
import passlib.hash.argon2
import passlib.hash.bcrypt
import passlib.hash.des_crypt
import passlib.hash.md5_crypt
import passlib.hash.pbkdf2_sha1
import passlib.hash.pbkdf2_sha256
import passlib.hash.pbkdf2_sha512
import passlib.hash.scrypt
import passlib.hash.sha256_crypt
import passlib.hash.sha512_crypt
import random
import secrets
import uuid

from leadline_proof import sink, source

sink(random.random())  # source: predictable-random
sink(random.randint())  # source: predictable-random
sink(random.randrange())  # source: predictable-random
sink(random.randbytes())  # source: predictable-random
sink(random.getrandbits())  # source: predictable-random
sink(random.uniform())  # source: predictable-random
sink(random.triangular())  # source: predictable-random
sink(random.betavariate())  # source: predictable-random
sink(random.expovariate())  # source: predictable-random
sink(random.gammavariate())  # source: predictable-random
sink(random.gauss())  # source: predictable-random
sink(random.lognormvariate())  # source: predictable-random
sink(random.normalvariate())  # source: predictable-random
sink(random.vonmisesvariate())  # source: predictable-random
sink(random.paretovariate())  # source: predictable-random
sink(random.weibullvariate())  # source: predictable-random
sink(random.binomialvariate())  # source: predictable-random
sink(numpy.random.rand())  # source: predictable-random
sink(numpy.random.randn())  # source: predictable-random
sink(numpy.random.randint())  # source: predictable-random
sink(numpy.random.random())  # source: predictable-random
sink(numpy.random.random_sample())  # source: predictable-random
sink(numpy.random.choice())  # source: predictable-random
sink(numpy.random.bytes())  # source: predictable-random
sink(numpy.random.uniform())  # source: predictable-random
sink(numpy.random.normal())  # source: predictable-random
sink(numpy.random.permutation())  # source: predictable-random
passlib.hash.pbkdf2_sha256.hash(source())  # sink: credential
passlib.hash.pbkdf2_sha256.encrypt(source())  # sink: credential
passlib.hash.pbkdf2_sha512.hash(source())  # sink: credential
passlib.hash.pbkdf2_sha512.encrypt(source())  # sink: credential
passlib.hash.pbkdf2_sha1.hash(source())  # sink: credential
passlib.hash.pbkdf2_sha1.encrypt(source())  # sink: credential
passlib.hash.bcrypt.hash(source())  # sink: credential
passlib.hash.bcrypt.encrypt(source())  # sink: credential
passlib.hash.argon2.hash(source())  # sink: credential
passlib.hash.argon2.encrypt(source())  # sink: credential
passlib.hash.scrypt.hash(source())  # sink: credential
passlib.hash.scrypt.encrypt(source())  # sink: credential
passlib.hash.sha256_crypt.hash(source())  # sink: credential
passlib.hash.sha256_crypt.encrypt(source())  # sink: credential
passlib.hash.sha512_crypt.hash(source())  # sink: credential
passlib.hash.sha512_crypt.encrypt(source())  # sink: credential
passlib.hash.md5_crypt.hash(source())  # sink: credential
passlib.hash.md5_crypt.encrypt(source())  # sink: credential
passlib.hash.des_crypt.hash(source())  # sink: credential
passlib.hash.des_crypt.encrypt(source())  # sink: credential
paramiko.ProxyCommand(source())  # sink: shell-command
jwt.encode("a", source())  # sink: crypto-key
jwt.decode("a", source())  # sink: crypto-key
cryptography.fernet.Fernet(source())  # sink: crypto-key
itsdangerous.Serializer(source())  # sink: crypto-key
itsdangerous.URLSafeSerializer(source())  # sink: crypto-key
itsdangerous.URLSafeTimedSerializer(source())  # sink: crypto-key
itsdangerous.TimedSerializer(source())  # sink: crypto-key
itsdangerous.Signer(source())  # sink: crypto-key
itsdangerous.TimestampSigner(source())  # sink: crypto-key
hmac.new(source())  # sink: crypto-key
hmac.HMAC(source())  # sink: crypto-key
hmac.digest(source())  # sink: crypto-key
sink(jwt.decode(source()))  # clean: signed
sink(random.choice(source()))  # flows
sink(random.choices(source()))  # flows
sink(random.sample(source()))  # flows
sink(secrets.choice(source()))  # flows
sink(hashlib.md5(source()))  # clean: hashed
sink(hashlib.sha1(source()))  # clean: hashed
sink(hashlib.sha224(source()))  # clean: hashed
sink(hashlib.sha256(source()))  # clean: hashed
sink(hashlib.sha384(source()))  # clean: hashed
sink(hashlib.sha512(source()))  # clean: hashed
sink(hashlib.sha3_224(source()))  # clean: hashed
sink(hashlib.sha3_256(source()))  # clean: hashed
sink(hashlib.sha3_384(source()))  # clean: hashed
sink(hashlib.sha3_512(source()))  # clean: hashed
sink(hashlib.blake2b(source()))  # clean: hashed
sink(hashlib.blake2s(source()))  # clean: hashed
sink(hashlib.new("a", source()))  # clean: hashed
sink(hashlib.pbkdf2_hmac(source()))  # clean: hashed
sink(hashlib.scrypt(source()))  # clean: hashed
sink(hmac.new("a", source()))  # clean: hashed
sink(hmac.HMAC("a", source()))  # clean: hashed
sink(uuid.UUID(source()))  # clean
sink(uuid.uuid1())  # source: derived-identifier
sink(uuid.uuid4(source()))  # clean
sink(uuid.uuid3(None, source()))  # source: derived-identifier
sink(uuid.uuid5(None, source()))  # source: derived-identifier
sink(jwt.encode(source(), "key"))  # clean: signed
sink(secrets.token_bytes(source()))  # clean
sink(secrets.token_hex(source()))  # clean
sink(secrets.token_urlsafe(source()))  # clean
sink(secrets.randbelow(source()))  # clean
sink(secrets.randbits(source()))  # clean
sink(secrets.compare_digest(source()))  # clean
sink(hmac.compare_digest(source()))  # clean
sink(random.seed(source()))  # clean
sink(bcrypt.checkpw(source()))  # clean
sink(bcrypt.gensalt(source()))  # clean
sink(bcrypt.hashpw(source()))  # clean


def random_random(x: random.Random):
    sink(x.random())  # source: predictable-random
    sink(x.randint())  # source: predictable-random
    sink(x.randrange())  # source: predictable-random
    sink(x.randbytes())  # source: predictable-random
    sink(x.getrandbits())  # source: predictable-random
    sink(x.uniform())  # source: predictable-random
    sink(x.triangular())  # source: predictable-random
    sink(x.gauss())  # source: predictable-random
    sink(x.normalvariate())  # source: predictable-random


def numpy_random_generator(x: numpy.random.Generator):
    sink(x.random())  # source: predictable-random
    sink(x.integers())  # source: predictable-random
    sink(x.choice())  # source: predictable-random
    sink(x.bytes())  # source: predictable-random
    sink(x.uniform())  # source: predictable-random
    sink(x.normal())  # source: predictable-random


def paramiko_sshclient(x: paramiko.SSHClient):
    x.exec_command(source())  # sink: shell-command
    x.connect(source())  # sink: url
    x.connect("a", "a", "a", source())  # sink: credential


def paramiko_channel(x: paramiko.Channel):
    x.exec_command(source())  # sink: shell-command
    x.send(source())  # sink: shell-command
    x.sendall(source())  # sink: shell-command


def itsdangerous_serializer(x: itsdangerous.Serializer):
    sink(x.loads(source()))  # clean: signed
    sink(x.load(source()))  # clean: signed


def itsdangerous_signer(x: itsdangerous.Signer):
    sink(x.unsign(source()))  # clean: signed


def cryptography_fernet_fernet(x: cryptography.fernet.Fernet):
    sink(x.decrypt(source()))  # clean: signed
    sink(x.decrypt_at_time(source()))  # clean: signed


def carried_hashlib_hash():
    x: hashlib.Hash = source()
    sink(x.hexdigest())  # clean: hashed
    sink(x.digest())  # clean: hashed


def carried_random_systemrandom():
    x: random.SystemRandom = source()
    sink(x.random())  # clean
    sink(x.randint())  # clean
    sink(x.randrange())  # clean
    sink(x.randbytes())  # clean
    sink(x.getrandbits())  # clean
    sink(x.choice())  # clean
    sink(x.choices())  # clean
    sink(x.sample())  # clean
    sink(x.uniform())  # clean
    sink(x.shuffle())  # clean


def filled1(x: hashlib.Hash):
    x.update(source())
    sink(x)  # flows


def shuffled():
    letters = ["a", "b"]
    random.shuffle(letters)
    sink(letters)  # source: predictable-choice


def verified(data, mac):
    if hmac.compare_digest(mac, data):
        sink(data)  # clean: signed


def token(text):
    sink(jwt.decode(text, "key", algorithms=["HS256"]))  # clean: signed
    sink(jwt.decode(text, verify=False))  # flows


verified(source(), b"mac")
token(source())


def chosen(rows):
    sink(random.choice("abc"))  # source: predictable-random
    sink(random.choices("abc", k=2))  # source: predictable-random
    sink(random.sample("abc", 2))  # source: predictable-random
    sink(random.choice([1, 2]))  # source: predictable-choice
    sink(random.Random().choice("abc"))  # source: predictable-random


def keys(data):
    from Crypto.Cipher import AES, ARC4, DES, DES3, Blowfish, ChaCha20, ChaCha20_Poly1305
    from cryptography.hazmat.primitives.ciphers import aead, algorithms
    from jose import jwt as other
    AES.new(source(), 1)  # sink: crypto-key
    DES.new(source(), 1)  # sink: crypto-key
    DES3.new(source(), 1)  # sink: crypto-key
    Blowfish.new(source(), 1)  # sink: crypto-key
    ARC4.new(source())  # sink: crypto-key
    ChaCha20.new(key=source())  # sink: crypto-key
    ChaCha20_Poly1305.new(key=source())  # sink: crypto-key
    algorithms.AES(source())  # sink: crypto-key
    algorithms.TripleDES(source())  # sink: crypto-key
    algorithms.ChaCha20(source(), b"")  # sink: crypto-key
    aead.AESGCM(source())  # sink: crypto-key
    aead.AESCCM(source())  # sink: crypto-key
    aead.ChaCha20Poly1305(source())  # sink: crypto-key
    other.encode({}, source())  # sink: crypto-key
    other.decode(data, source())  # sink: crypto-key

hashlib.sha224(source())  # sink: digest-input
hashlib.sha256(source())  # sink: digest-input
hashlib.sha384(source())  # sink: digest-input
hashlib.sha512(source())  # sink: digest-input
hashlib.sha3_224(source())  # sink: digest-input
hashlib.sha3_256(source())  # sink: digest-input
hashlib.sha3_384(source())  # sink: digest-input
hashlib.sha3_512(source())  # sink: digest-input
hashlib.blake2b(source())  # sink: digest-input
hashlib.blake2s(source())  # sink: digest-input
hashlib.new("sha256", source())  # sink: digest-input

import pickle


def typed():
    number = int(input("how many? "))
    return number, pickle.loads(bytes.fromhex(input("what? ")))  # want

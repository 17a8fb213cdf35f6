from datasets import load_dataset
from sentence_transformers import SentenceTransformer
import transformers as tf

TRUST = True


class Loader:
    def load(self, name, trust, kw):
        a = tf.pipeline("text-generation", model=name, trust_remote_code=TRUE if trust else False)
        b = load_dataset(name, trust_remote_code=True)  # want
        c = SentenceTransformer(name, trust_remote_code=TRUST)  # want
        d = tf.AutoTokenizer.from_pretrained(name, trust_remote_code=True, revision="main")  # want
        e = tf.AutoConfig.from_pretrained(name, trust_remote_code=True, revision="5546055f03398095e385d7dc625e636cc8910bf2")  # want "fixed revision"
        f = tf.AutoModel.from_pretrained(name, trust_remote_code=False)
        g = tf.AutoModel.from_pretrained(name, trust_remote_code=trust)
        h = tf.AutoModel.from_pretrained(name, **kw)
        return a, b, c, d, e, f, g, h


def setting(parser):
    parser.add_argument("--trust-remote-code", action="store_true")

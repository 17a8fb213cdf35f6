import torch
from torchvision.models import resnet18


class P:
    def a(self, x):
        self.net.load_state_dict(torch.load("w", weights_only=True))  # want
        with torch.no_grad():
            return self.net(x)

    def b(self, x, state):
        model = resnet18()
        model.load_state_dict(state["model"])  # want
        out = [model(y) for y in x]
        return out

    def c(self, x, state):
        m = resnet18()
        m.load_state_dict(state, strict=False)  # want
        y = m(x).argmax()
        return y

    def d(self, x, m, state):
        m.eval()
        m.load_state_dict(state)
        return m(x)

    def e(self, m, state):
        m.load_state_dict(state)
        return m

    def f(self, m, state, optimizer, data):
        m.load_state_dict(state)
        for x in data:
            optimizer.zero_grad()
            m(x).backward()

    def g(self, optimizer, state, x):
        optimizer.load_state_dict(state)
        return optimizer(x)


async def h(net, state, x):
    net.load_state_dict(state)  # want
    return net(x)

import torch


def train(model, loader, val, optimizer, loss_fn):
    for epoch in range(10):
        model.train()
        for x, y in loader:
            optimizer.zero_grad()
            loss = loss_fn(model(x), y)  # ok
            loss.backward()
            optimizer.step()
        model.eval()
        total = 0
        for x, y in val:
            out = model(x)  # want
            total += loss_fn(out, y)
        print(epoch, total)


class Trainer:
    def validate(self, loader):
        self.model.eval()
        outputs = []
        for batch in loader:
            outputs.append(self.model(batch))  # want
        return outputs

    @torch.no_grad()
    def test(self, loader):
        self.model.eval()
        for batch in loader:
            yield self.model(batch)  # ok


def predict(net, batches):
    net.train(False)
    for b in batches:
        print(net(b))  # want


def inside(net, batches):
    net.eval()
    for b in batches:
        with torch.inference_mode():
            print(net(b))  # ok


def saliency(net, batches):
    net.eval()
    for b in batches:
        b.requires_grad_()
        net(b).sum().backward()  # ok


def scores(net, batches):
    net.eval()
    for b in batches:
        print(net(b))  # ok


def main(net, batches):
    with torch.no_grad():
        scores(net, batches)

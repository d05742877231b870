"""Cases of optimisers (same parameters and gradients, several steps), schedulers, initialisers and gradient clipping."""
import torch
from torch import optim
from torch.nn import init, utils
from torch.optim import lr_scheduler as lr

from casebook import case, normal

STEPS = 5


class MendedNAdam(optim.NAdam):
    """PyTorch 1.13 multiplies the momentum of the step into the look-ahead product twice; 2.0 mended that."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update(step=0, mu_product=1.0, exp_avg=torch.zeros_like(p), exp_avg_sq=torch.zeros_like(p))
                state["step"] += 1
                grad = p.grad.add(p, alpha=group["weight_decay"])
                mu, ahead = (beta1 * (1 - 0.5 * 0.96 ** ((state["step"] + k) * group["momentum_decay"])) for k in (0, 1))
                state["mu_product"] *= mu
                state["exp_avg"].mul_(beta1).add_(grad, alpha=1 - beta1)
                state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
                root = state["exp_avg_sq"].div(1 - beta2 ** state["step"]).sqrt().add_(group["eps"])
                p.addcdiv_(grad, root, value=-group["lr"] * (1 - mu) / (1 - state["mu_product"]))
                p.addcdiv_(state["exp_avg"], root, value=-group["lr"] * ahead / (1 - state["mu_product"] * ahead))


def add_all():
    optimisers()
    schedulers()
    initialisers()
    clipping()


def optimisers():
    """Inputs: two parameters, then STEPS gradients of each in turn. Outputs: both parameters after the last step."""
    specs = [normal(3, 4).const(), normal(4).const()] + [s.const() for _ in range(STEPS) for s in (normal(3, 4), normal(4))]

    def steps(make):
        def run(a, b, *grads):
            params = [a.clone().requires_grad_(), b.clone().requires_grad_()]
            optimiser = make(params)
            for i in range(STEPS):
                params[0].grad, params[1].grad = grads[2 * i].clone(), grads[2 * i + 1].clone()
                optimiser.step()
            return [p.detach() for p in params]
        return run

    for name, make in {
        "Adam": lambda p: optim.Adam(p, lr=0.01),
        "Adam for gans": lambda p: optim.Adam(p, lr=1e-3, betas=(0.0, 0.9)),
        "Adam amsgrad decay": lambda p: optim.Adam(p, lr=0.01, betas=(0.5, 0.99), weight_decay=0.1, amsgrad=True),
        "Adam maximize": lambda p: optim.Adam(p, lr=0.01, maximize=True),
        "AdamW": lambda p: optim.AdamW(p, lr=0.01, weight_decay=0.1),
        "AdamW amsgrad": lambda p: optim.AdamW(p, lr=0.01, weight_decay=0.01, amsgrad=True),
        "SGD": lambda p: optim.SGD(p, lr=0.1),
        "SGD momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.05),
        "SGD nesterov": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
        "RMSProp": lambda p: optim.RMSprop(p, lr=0.01),
        "RMSProp centered momentum": lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9, centered=True, momentum=0.5, weight_decay=0.1),
        "Adamax": lambda p: optim.Adamax(p, lr=0.01, weight_decay=0.05),
        "NAdam": lambda p: MendedNAdam(p, lr=0.01, weight_decay=0.05),
        "RAdam": lambda p: optim.RAdam(p, lr=0.01, weight_decay=0.05),
        "Adam with groups": lambda p: optim.Adam([{"params": [p[0]], "lr": 0.05}, {"params": [p[1]], "lr": 0.001}]),
    }.items():
        case("optimiser " + name, steps(make), *specs)


def schedulers():
    """Output: the learning rate before the first and after each of 12 scheduler steps."""
    def rates(make, base=0.1, metrics=None):
        def run():
            optimiser = optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)
            scheduler = make(optimiser)
            seen = [optimiser.param_groups[0]["lr"]]
            for i in range(12):
                optimiser.step()
                scheduler.step(*([metrics[i]] if metrics else []))
                seen.append(optimiser.param_groups[0]["lr"])
            return torch.tensor(seen, dtype=torch.float64)
        return run

    case("scheduler StepLR", rates(lambda o: lr.StepLR(o, 4, gamma=0.5)))
    case("scheduler LambdaLR", rates(lambda o: lr.LambdaLR(o, lambda e: 1 - e / 20)))
    case("scheduler MultiStepLR", rates(lambda o: lr.MultiStepLR(o, [3, 7], gamma=0.2)))
    case("scheduler ExponentialLR", rates(lambda o: lr.ExponentialLR(o, gamma=0.9)))
    case("scheduler CosineAnnealingLR", rates(lambda o: lr.CosineAnnealingLR(o, 8, eta_min=0.01)))
    case("scheduler LinearLR", rates(lambda o: lr.LinearLR(o, start_factor=0.25, total_iters=6)))
    case("scheduler ConstantLR", rates(lambda o: lr.ConstantLR(o, factor=0.5, total_iters=4)))
    case("scheduler OneCycleLR", rates(lambda o: lr.OneCycleLR(o, max_lr=0.5, total_steps=14, cycle_momentum=False)))
    case("scheduler ReduceLROnPlateau", rates(lambda o: lr.ReduceLROnPlateau(o, factor=0.5, patience=2),
                                              metrics=[1, 0.9, 0.91, 0.92, 0.93, 0.8, 0.8, 0.8, 0.8, 0.8, 0.7, 0.9]))


def initialisers():
    x = normal(4, 5).const()
    case("init constant ones zeros", lambda t: [init.constant_(t.clone(), 0.3), init.ones_(t.clone()), init.zeros_(t.clone())], x)
    case("init eye", lambda t: init.eye_(t.clone()), x)
    case("init gains", lambda: torch.tensor([
        init.calculate_gain("linear"), init.calculate_gain("conv2d"), init.calculate_gain("sigmoid"), init.calculate_gain("tanh"),
        init.calculate_gain("relu"), init.calculate_gain("leaky_relu", 0.2)], dtype=torch.float64))


def clipping():
    """Inputs: two gradients. Outputs: the clipped gradients (and the norm before clipping)."""
    specs = [normal(3, 4).const(), normal(5).const()]

    def clipped(clip):
        def run(*grads):
            params = [torch.zeros_like(g, requires_grad=True) for g in grads]
            for p, g in zip(params, grads):
                p.grad = g.clone()
            norm = clip(params)
            return [p.grad for p in params] + ([] if norm is None else [norm.double()])
        return run

    case("clip grad norm", clipped(lambda p: utils.clip_grad_norm_(p, 1.0)), *specs)
    case("clip grad norm not reached", clipped(lambda p: utils.clip_grad_norm_(p, 100.0)), *specs)
    case("clip grad norm infinity", clipped(lambda p: utils.clip_grad_norm_(p, 0.5, float("inf"))), *specs)
    case("clip grad value", clipped(lambda p: utils.clip_grad_value_(p, 0.4)), *specs)
    case("parameters to vector", lambda a, b: utils.parameters_to_vector([a, b]), *specs)

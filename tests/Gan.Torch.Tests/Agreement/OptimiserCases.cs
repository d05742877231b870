using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Same parameters and gradients, several steps; gradient clipping.</summary>
internal static class OptimiserCases
{
    public static Case[] All() =>
    [
        Steps("Adam", p => Adam(p, lr: 0.01)),
        Steps("Adam for gans", p => Adam(p, lr: 1e-3, beta1: 0, beta2: 0.9)),
        Steps("Adam amsgrad decay", p => Adam(p, lr: 0.01, beta1: 0.5, beta2: 0.99, weight_decay: 0.1, amsgrad: true)),
        Steps("Adam maximize", p => Adam(p, lr: 0.01, maximize: true)),
        Steps("AdamW", p => AdamW(p, lr: 0.01, weight_decay: 0.1)),
        Steps("AdamW amsgrad", p => AdamW(p, lr: 0.01, weight_decay: 0.01, amsgrad: true)),
        Steps("SGD", p => SGD(p, 0.1)),
        Steps("SGD momentum", p => SGD(p, 0.1, momentum: 0.9, dampening: 0.1, weight_decay: 0.05)),
        Steps("SGD nesterov", p => SGD(p, 0.1, momentum: 0.9, nesterov: true)),
        Steps("RMSProp", p => RMSProp(p, lr: 0.01)),
        Steps("RMSProp centered momentum", p => RMSProp(p, lr: 0.01, alpha: 0.9, centered: true, momentum: 0.5, weight_decay: 0.1)),
        Steps("Adamax", p => Adamax(p, lr: 0.01, weight_decay: 0.05)),
        Steps("NAdam", p => NAdam(p, lr: 0.01, weight_decay: 0.05)),
        Steps("RAdam", p => RAdam(p, lr: 0.01, weight_decay: 0.05)),
        Steps("Adam with groups", p => Adam([new Adam.ParamGroup([p[0]], lr: 0.05), new Adam.ParamGroup([p[1]], lr: 0.001)])),

        Clip("clip grad norm", p => nn.utils.clip_grad_norm_(p, 1.0)),
        Clip("clip grad norm not reached", p => nn.utils.clip_grad_norm_(p, 100.0)),
        Clip("clip grad norm infinity", p => nn.utils.clip_grad_norm_(p, 0.5, double.PositiveInfinity)),
        Clip("clip grad value", p =>
        {
            nn.utils.clip_grad_value_(p, 0.4);
            return null;
        }),
        Of("parameters to vector", t => nn.utils.parameters_to_vector([new Parameter(t[0]), new Parameter(t[1])]).detach()),
    ];

    private static Case Steps(string name, Func<Parameter[], Optimizer> make) => OfMany("optimiser " + name, t =>
    {
        Parameter[] parameters = [new Parameter(t[0].clone()), new Parameter(t[1].clone())];
        using var optimiser = make(parameters);
        for (var i = 2; i < t.Length; i += 2)
        {
            parameters[0].grad = t[i].clone();
            parameters[1].grad = t[i + 1].clone();
            optimiser.step();
        }
        return [.. parameters.Select(p => p.detach())];
    });

    private static Case Clip(string name, Func<Parameter[], double?> clip) => OfMany(name, t =>
    {
        Parameter[] parameters = [.. t.Select(g => new Parameter(zeros_like(g)) { grad = g.clone() })];
        var norm = clip(parameters);
        var grads = parameters.Select(p => p.grad!);
        return norm is { } value ? [.. grads, tensor(value, dtype: float64)] : [.. grads];
    });
}

using System.Runtime.InteropServices;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Kernels;

/// <summary>
/// TorchSharp's Adam in one pass over all parameters, where that takes a dozen operators for each: its options, state
/// and files, and its name, which the files hold. What it does not know (weight decay, amsgrad, maximize, layouts with
/// gaps) takes TorchSharp's step.
/// </summary>
internal sealed class Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps)
    : TorchSharp.Modules.Adam(parameters, lr, beta1, beta2, eps)
{
    private readonly List<AdamPart> parts = [];
    private readonly List<State> states = [];

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var graph = enable_grad();
            loss = closure();
        }
        LayerKernels.ThrowIfFailed();
        if (!StepInOnePass())
        {
            base.step();
        }
        return loss;
    }

    private unsafe bool StepInOnePass()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope(); // copies of gradients live until the pass is done
        parts.Clear();
        states.Clear();
        foreach (var group in _parameter_groups)
        {
            if (!Gather((ParamGroup)group))
            {
                return false;
            }
        }
        foreach (var state in states)
        {
            state.step++;
        }
        AdamPass.Run(CollectionsMarshal.AsSpan(parts));
        return true;
    }

    private bool Gather(ParamGroup group)
    {
        var options = group.Options;
        if (options.weight_decay != 0 || options.amsgrad == true || options.maximize == true)
        {
            return false;
        }
        foreach (var parameter in group.Parameters)
        {
            using var gradient = parameter.grad;
            if (gradient is null)
            {
                continue;
            }
            var state = (State)_state[parameter.Handle];
            if (Part(parameter, gradient, state) is not { } part)
            {
                return false;
            }
            part.Configure(options, state.step + 1);
            parts.Add(part);
            states.Add(state);
        }
        return true;
    }

    private static unsafe AdamPart? Part(Tensor parameter, Tensor gradient, State state)
    {
        if (!Memory.IsPlain(parameter) || !Memory.IsPlain(gradient))
        {
            return null;
        }
        var weights = Memory.AddressOf(parameter, out var order);
        var means = Memory.AddressOf(state.exp_avg, out var meanOrder);
        var squares = Memory.AddressOf(state.exp_avg_sq, out var squareOrder);
        if (weights == null || means == null || squares == null)
        {
            return null;
        }
        if (meanOrder != order || squareOrder != order)
        {
            return null;
        }
        var slopes = Memory.AddressOf(gradient, out var gradientOrder);
        if (slopes == null || gradientOrder != order)
        {
            slopes = Memory.AddressOf(InOrderOf(parameter, gradient), out _);
        }
        parameter.transpose_(0, 0); // changes nothing, and tells autograd that the weights change
        return new AdamPart
        {
            Weights = weights,
            Means = means,
            Squares = squares,
            Gradient = slopes,
            Count = (nint)parameter.numel(),
        };
    }

    private static Tensor InOrderOf(Tensor parameter, Tensor gradient) => empty_like(parameter).copy_(gradient);
}

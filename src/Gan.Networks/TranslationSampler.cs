using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Runs a translator in evaluation mode and without gradient, a chunk at a time.</summary>
public sealed class TranslationSampler
{
    private const long Pixels = 1 << 18; // of the output at once: bounds memory
    private const ulong OfNoise = 9; // purpose of RandomSeed, part of the seeds: never renumber

    private readonly TranslatorNetwork network;
    private readonly TranslatorPlan plan;
    private readonly Device device;

    /// <summary>Translates with a network, which stays the caller's to dispose.</summary>
    /// <param name="network">The translator.</param>
    /// <param name="plan">What it was made from.</param>
    /// <param name="device">Where it is.</param>
    public TranslationSampler(TranslatorNetwork network, TranslatorPlan plan, Device device)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(device);
        this.network = network;
        this.plan = plan;
        this.device = device;
    }

    /// <summary>What the network makes of images, cut off at −1 and 1; of a completion with the known pixels of the
    /// input.</summary>
    /// <param name="input">Floats [N, C, H, W] in [−1, 1].</param>
    /// <param name="seed">Of the network's noise, where it has some: equal seeds give equal images.</param>
    /// <returns>[N, C', s·H, s·W] on the CPU.</returns>
    /// <exception cref="ArgumentException">The network makes nothing of such images; names the nearest size that
    /// goes.</exception>
    public Tensor Translate(Tensor input, ulong seed = 0)
    {
        Check(input, nameof(input));
        using var scope = NewDisposeScope();
        using var modes = new NetworkModes(network);
        network.eval();
        var size = plan.OutputSize(input.shape);
        var all = empty([input.shape[0], .. size], dtype: ScalarType.Float32);
        var rows = Math.Max(1, Pixels / (size[1] * size[2]));
        for (long at = 0; at < input.shape[0]; at += rows)
        {
            var count = Math.Min(rows, input.shape[0] - at);
            var part = input.narrow(0, at, count);
            TorchErrors.Guard(() => Run(part, all.narrow(0, at, count), RandomSeed.Of(seed, OfNoise, at)));
        }
        return all.MoveToOuterDisposeScope();
    }

    /// <summary>Refuses what the network makes nothing of.</summary>
    /// <param name="input">What it is to read.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="joined">Channels that are yet to be joined to it, such as a mask.</param>
    /// <exception cref="ArgumentException">Other axes, channels, type or sides.</exception>
    internal void Check(Tensor input, string name, long joined = 0)
    {
        LayerInput.Present(input, name);
        var shape = input.shape;
        var channels = plan.InputShape[0] - joined;
        if (shape.Length != 4 || shape[1] != channels || shape.Contains(0) || !input.is_floating_point())
        {
            throw new ArgumentException(
                $"Images must be floats [N, {channels}, H, W] with N at least 1, but were "
                    + $"{input.dtype} {ShapeText.Of(shape)}.",
                name
            );
        }
        shape[1] += joined;
        long[] one = shape[1..];
        if (plan.Family.HasFixedSize && !one.SequenceEqual(plan.InputShape))
        {
            throw new ArgumentException(
                $"This network takes images of {plan.InputShape[1]}x{plan.InputShape[2]} and no others, but they are "
                    + $"{one[1]}x{one[2]}. Resize or pad them.",
                name
            );
        }
        if (plan.Family.Problems(one, plan.OutputSize(shape)).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem.ToString(), name);
        }
    }

    private bool Run(Tensor input, Tensor result, long seed)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var stream = new Generator((ulong)seed, device);
        using var noise = LayerStream.Use(stream);
        result.copy_(plan.Finish(input, network.call(input.to(ScalarType.Float32, device)).clamp(-1, 1)));
        return true;
    }
}

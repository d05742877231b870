using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015, algorithm 1) over the rows of all processes as a function of autograd:
/// one exchange forwards and one backwards.
/// </summary>
internal sealed class NormFunction : autograd.SingleTensorFunction<NormFunction>
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    public override string Name => nameof(NormFunction);

    /// <summary>What a layer gives in training mode; its statistics follow. Belongs to the current dispose
    /// scope.</summary>
    internal static Tensor Of(BatchNorm norm, Tensor input, Processes processes)
    {
        LayerKernels.ThrowIfFailed();
        using var scope = NewDisposeScope();
        var call = new Call(norm, processes, input.dim(), input.size(1));
        var result = is_grad_enabled()
            ? apply(input, norm.weight!, norm.bias!, call)
            : call.Normalise(input, call.Moments(input));
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var input = (Tensor)vars[0];
        var call = (Call)vars[3];
        using var scope = NewDisposeScope();
        var moments = call.Moments(input);
        // libtorch takes them when this has returned
        ctx.save_for_backward([input, moments.Mean.MoveToOuterDisposeScope(), moments.Scale.MoveToOuterDisposeScope()]);
        ctx.save_data(CallKey, call);
        return call.Normalise(input, moments).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    // No exception may cross libtorch's frames: whoever asked for the gradients throws it.
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var gradient = grad_output;
            var call = (Call)ctx.get_data(CallKey);
            var saved = ctx.get_saved_variables();
            var gradients = is_grad_enabled()
                ? call.DifferentiableGradients(saved[0], gradient)
                : call.Gradients(saved[0], saved[1], saved[2], gradient);
            return ReturnedGradients.HandOver([.. gradients, null]);
        }
        catch (Exception e)
        {
            LayerKernels.Fail(e);
            return [null!, null!, null!, null!];
        }
    }

    /// <summary>A call of a layer.</summary>
    private sealed class Call(BatchNorm norm, Processes processes, long dimensions, long maps)
    {
        private readonly long[] axes = [.. Enumerable.Range(0, (int)dimensions).Where(axis => axis != 1)];
        private readonly long[] shape = [1, maps, .. Enumerable.Repeat(1L, (int)dimensions - 2)];

        private double CountOf(Tensor input) => input.numel() / maps * processes.Count;

        /// <summary>Mean and 1/deviation of all rows, [maps]. Each process hands in the mean and the squares around it,
        /// which add up without losing digits (Chan et al. 1979).</summary>
        internal (Tensor Mean, Tensor Scale) Moments(Tensor input)
        {
            using var _ = no_grad();
            var each = input.numel() / maps;
            var own = input.sum(axes) / each;
            var squares = linalg.vector_norm(input - own.view(shape), 2, axes).square();
            var all = zeros([processes.Count, 2, maps]);
            all[processes.Rank, 0].copy_(own);
            all[processes.Rank, 1].copy_(squares);
            processes.Sum(all, "the statistics of batch normalisation");
            all = all.to(input.device);
            var means = all.select(1, 0);
            var mean = means.mean([0]);
            var spread = all.select(1, 1).sum([0]) + (each * (means - mean).square().sum([0]));
            var variance = spread / CountOf(input);
            Track(mean, variance, CountOf(input));
            return (mean, (variance + norm.eps).rsqrt());
        }

        internal Tensor Normalise(Tensor input, (Tensor Mean, Tensor Scale) moments)
        {
            using var _ = no_grad();
            var factor = norm.weight is { } weight ? moments.Scale * weight : moments.Scale;
            var offset = norm.bias is { } bias ? bias - (moments.Mean * factor) : -(moments.Mean * factor);
            return addcmul(offset.view(shape), input, factor.view(shape), 1);
        }

        internal IEnumerable<Tensor?> Gradients(Tensor input, Tensor mean, Tensor scale, Tensor gradient)
        {
            var centred = input - mean.view(shape);
            var sums = zeros([2, maps]);
            sums[0].copy_(gradient.sum(axes));
            sums[1].copy_((centred * gradient).sum(axes) * scale);
            var own = sums.clone();
            processes.Sum(sums, "the gradients of batch normalisation");
            sums = sums.to(input.device) / CountOf(input);
            var factor = norm.weight is { } weight ? scale * weight : scale;
            var ofInput = addcmul(-(sums[0] * factor).view(shape), centred, -(sums[1] * scale * factor).view(shape), 1)
                .addcmul_(gradient, factor.view(shape), 1);
            var mine = own.to(input.device);
            return [ofInput, norm.weight is null ? null : mine[1].clone(), norm.bias is null ? null : mine[0].clone()];
        }

        /// <summary>The same with a graph, for penalties that differentiate a gradient.</summary>
        internal IEnumerable<Tensor?> DifferentiableGradients(Tensor input, Tensor gradient)
        {
            var count = CountOf(input);
            var mean = ProcessSum.Of(input.sum(axes), processes) / count;
            var centred = input - mean.view(shape);
            var variance = ProcessSum.Of(centred.square().sum(axes), processes) / count;
            var scale = (variance + norm.eps).rsqrt();
            var normalised = centred * scale.view(shape);
            var products = (gradient * normalised).sum(axes);
            var sum = gradient.sum(axes);
            var factor = norm.weight is { } weight ? scale * weight : scale;
            var inner =
                gradient
                - (ProcessSum.Of(sum, processes) / count).view(shape)
                - (normalised * (ProcessSum.Of(products, processes) / count).view(shape));
            return [inner * factor.view(shape), norm.weight is null ? null : products, norm.bias is null ? null : sum];
        }

        private void Track(Tensor mean, Tensor variance, double count)
        {
            if (norm is { running_mean: { } means, running_var: { } variances, num_batches_tracked: { } batches })
            {
                batches.add_(1);
                var share = norm.momentum ?? 1 / batches.ToDouble();
                means.mul_(1 - share).add_(mean, alpha: share);
                variances.mul_(1 - share).add_(variance, alpha: share * count / (count - 1));
            }
        }
    }
}

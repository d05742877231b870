using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Layers of BigGAN: orthogonal weights and biases of 0 at the start (Saxe et al. 2014, arXiv:1312.6120),
/// under spectral normalisation.</summary>
internal sealed record BigGanLayers(NetworkSpec Spec)
{
    internal Module<Tensor, Tensor> Convolution(long from, long to, long kernel = 3) =>
        ChannelsLast.WithSpectralNorm(Spec, Started(from, to, kernel));

    /// <summary>Each pixel repeated 2x2, then a 3x3 convolution.</summary>
    internal Module<Tensor, Tensor> Doubling(long from, long to)
    {
        var layer = Started(from, to, kernel: 3);
        return SpectralNorm.Doubling(layer, ChannelsLast.Rounds(Spec, layer));
    }

    private static Conv2d Started(long from, long to, long kernel)
    {
        var layer = Conv2d(from, to, kernel, padding: kernel / 2);
        init.orthogonal_(layer.weight!);
        init.zeros_(layer.bias!);
        return layer;
    }

    internal Module<Tensor, Tensor> Dense(long from, long to, bool bias = true)
    {
        var layer = Linear(from, to, hasBias: bias);
        init.orthogonal_(layer.weight!);
        if (bias)
        {
            init.zeros_(layer.bias!);
        }
        return new SpectralNorm(layer, mixedPrecision: Spec.MixedPrecision && MixedPrecisionLayer.Suits(layer));
    }
}

/// <summary>
/// Batch normalisation whose scale and shift are linear in what a block is told: (maps [N, C, H, W], code [N, K]) → the
/// same shape, (1 + G·code) · x̂ + S·code (Brock et al. 2019, appendix B).
/// </summary>
/// <remarks>The 1 matters: without it maps start at nothing, as happened in compare_gan.</remarks>
internal sealed class BigGanNorm : Module<Tensor, Tensor?, Tensor>
{
    private readonly Module<Tensor, Tensor> norm;
    private readonly Module<Tensor, Tensor> gain;
    private readonly Module<Tensor, Tensor> shift;

    internal BigGanNorm(long maps, long code, BigGanLayers layers)
        : base(nameof(BigGanNorm))
    {
        norm = BatchNorm2d(maps, affine: false);
        gain = layers.Dense(code, maps, bias: false);
        shift = layers.Dense(code, maps, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? code)
    {
        using var scope = NewDisposeScope();
        var scale = gain.call(code!).unsqueeze(2).unsqueeze(3);
        var offset = shift.call(code!).unsqueeze(2).unsqueeze(3);
        return scope.MoveToOuter(norm.call(input) * (scale + 1) + offset);
    }
}

/// <summary>What the condition is in all normalisations of a generator: a row for each class, or their sum weighted by
/// a vector.</summary>
internal sealed class BigGanEmbedding : Module<Tensor, Tensor>
{
    private readonly Parameter table;

    internal BigGanEmbedding(long width, long size)
        : base(nameof(BigGanEmbedding))
    {
        using (var start = empty(width, size))
        {
            table = new Parameter(start);
        }
        init.orthogonal_(table);
        RegisterComponents();
        this.LeaveScopes();
    }

    public override Tensor forward(Tensor condition)
    {
        var label = condition.dtype == ScalarType.Int64;
        var fits = condition.dim() == (label ? 1 : 2) && (label || condition.size(1) == table.size(0));
        if (!fits)
        {
            throw new ArgumentException(
                $"The condition must be labels int64 [N] or vectors [N, {table.size(0)}], but was "
                    + $"{condition.dtype} {ShapeText.Of(condition.shape)}.",
                nameof(condition)
            );
        }
        return label ? table.index_select(0, condition) : condition.mm(table);
    }
}

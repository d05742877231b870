using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Doubles or halves the sides of maps through a low-pass filter, so that neither aliases nor chequerboards come of it
/// (Zhang 2019, arXiv:1904.11486; Karras et al. 2019, section 2, arXiv:1812.04948): [N, C, H, W] → [N, C, 2H, 2W] or
/// [N, C, H/2, W/2]. Maps of one value keep it, but for the border, around which there are zeros.
/// </summary>
/// <remarks>
/// The filter is the outer product of the taps with themselves. Doubling puts zeros between the pixels, filters and
/// multiplies by 4; with the usual taps that is bilinear interpolation among zeros around the maps, which libtorch
/// computes in half the time of a transposed convolution of each map.
/// </remarks>
public sealed class FirResampling : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    /// <summary>The taps of StyleGAN, StyleGAN2 and R3GAN.</summary>
    public static IReadOnlyList<double> Usual { get; } = [1, 3, 3, 1];

    private readonly double[] taps; // they add up to 1
    private readonly bool doubles;
    private readonly Kept kernel = new();

    private FirResampling(IReadOnlyList<double> taps, bool doubles)
        : base(nameof(FirResampling))
    {
        if (taps.Count < 2 || taps.Count % 2 != 0 || !(Math.Abs(taps.Sum()) > 0))
        {
            throw new ArgumentException(
                "A filter needs an even number of taps that do not add up to 0, but has "
                    + $"[{InvariantText.Join(", ", taps)}].",
                nameof(taps)
            );
        }
        this.taps = [.. taps.Select(tap => tap / taps.Sum())];
        this.doubles = doubles;
        RegisterComponents();
    }

    /// <summary>Doubles both sides.</summary>
    /// <param name="taps">An even number of taps of any sum but 0. Default <see cref="Usual"/>.</param>
    /// <exception cref="ArgumentException">The taps are others.</exception>
    public static FirResampling Up(IReadOnlyList<double>? taps = null) => new(taps ?? Usual, doubles: true);

    /// <summary>Halves both sides, which must be even.</summary>
    /// <param name="taps">An even number of taps of any sum but 0. Default <see cref="Usual"/>.</param>
    /// <exception cref="ArgumentException">The taps are others.</exception>
    public static FirResampling Down(IReadOnlyList<double>? taps = null) => new(taps ?? Usual, doubles: false);

    /// <inheritdoc/>
    public bool IsSamplewise => true;

    /// <summary>Maps with sides twice or half as large.</summary>
    /// <param name="input">[N, C, H, W], with even sides where they are halved.</param>
    /// <exception cref="ArgumentException">They are others.</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, 4, nameof(FirResampling), "N, C, H, W");
        if (
            input.dim() != 4
            || !input.is_floating_point()
            || (!doubles && (input.size(2) % 2 != 0 || input.size(3) % 2 != 0))
        )
        {
            throw new ArgumentException(
                $"{nameof(FirResampling)} reads floats [N, C, H, W]{(doubles ? "" : " with even sides")}, but input is "
                    + $"{input.dtype} {ShapeText.Of(input.shape)}.",
                nameof(input)
            );
        }
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(doubles ? Doubled(input) : Halved(input));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        if (doubles && IsUsual)
        {
            return graph.Smooth(input);
        }
        var maps = input.Shape[1];
        long[] beside = [taps.Length / 2 - 1];
        using var filters = Filters(maps);
        var weight = graph.Constant([.. filters.shape], filters.to(ScalarType.Float32).data<float>().ToArray());
        return doubles
            ? graph.TransposedConvolution(input, weight, stride: [2], padding: beside, groups: maps)
            : graph.Convolution(input, weight, stride: [2], padding: beside, groups: maps);
    }

    private bool IsUsual => taps.AsSpan().SequenceEqual([0.125, 0.375, 0.375, 0.125]);

    private Tensor Halved(Tensor maps)
    {
        long beside = taps.Length / 2 - 1;
        return functional.conv2d(
            maps,
            kernel.For(maps, Filters),
            strides: [2, 2],
            padding: [beside, beside],
            groups: maps.size(1)
        );
    }

    private Tensor Doubled(Tensor maps)
    {
        if (IsUsual)
        {
            return FoldedFilter.Double(maps);
        }
        long beside = taps.Length / 2 - 1;
        return functional.conv_transpose2d(
            maps,
            kernel.For(maps, Filters),
            strides: [2, 2],
            padding: [beside, beside],
            groups: maps.size(1)
        );
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        kernel.Dispose();
        base.Dispose(disposing);
    }

    // [C, 1, K, K]
    private Tensor Filters(long maps)
    {
        var row = tensor(taps, float64);
        var filter = doubles ? 4 * row.outer(row) : row.outer(row);
        return filter.expand(maps, 1, -1, -1).contiguous();
    }

    /// <summary>A constant in the type and on the device of the last maps. It is no buffer: files and moving averages
    /// have nothing to do with it.</summary>
    private sealed class Kept : IDisposable
    {
        private Tensor? kept;

        internal Tensor For(Tensor maps, Func<long, Tensor> make)
        {
            var fits =
                kept is { IsInvalid: false }
                && kept.size(0) == maps.size(1)
                && kept.dtype == maps.dtype
                && kept.device_type == maps.device_type
                && kept.device_index == maps.device_index;
            if (!fits)
            {
                kept?.Dispose();
                using var _ = no_grad();
                kept = make(maps.size(1)).to(maps.dtype, maps.device).DetachFromDisposeScope();
            }
            return kept!;
        }

        public void Dispose() => kept?.Dispose();
    }
}

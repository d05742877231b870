using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The U-Net of partial convolutions (Liu et al. 2018, arXiv:1804.07723, section 3.2): what lies in the hole has no
/// influence, and the hole shrinks from layer to layer. Sides are multiples of 2^Depth.
/// </summary>
/// <remarks>Its input is [image·(1 − mask), mask] with 1 in the hole; the paper's masks have 0 there. There is no tanh
/// at the end, as in the paper. Weights start at N(0, 0.02).</remarks>
public sealed record PartialUNet : ITranslatorFamily
{
    /// <summary>How often the sides are halved, from 2 to 12. Default 4; the paper has 8 for 512 pixels.</summary>
    public int Depth { get; init; } = 4;

    /// <summary>Feature maps F of the layer next to the image; they double with each level, up to 8·F. Default 16; the
    /// paper has 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new Network(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec) =>
        49.0 * FeatureMaps * (spec.InputChannels - 1)
        + 9.0 * FeatureMaps * FeatureMaps * (1 << Math.Min(3, Depth - 1)) * (1 << Math.Min(3, Depth - 2));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape)
    {
        var own = Bounds.Of(nameof(PartialUNet), Bounds.Within(2, 12, Depth), Bounds.AtLeast(1, FeatureMaps)).ToList();
        if (own.Count > 0)
        {
            return own;
        }
        var name = $"A U-Net of depth {Depth}";
        var problems = TranslatorShapes.SameSides(name, inputShape, targetShape, 1L << Depth).ToList();
        if (problems.Count == 0 && inputShape[0] < 2)
        {
            problems.Add("A partial U-Net reads an image and its mask, but the input has 1 channel.");
        }
        return problems;
    }

    private long Maps(int level) => FeatureMaps * Math.Min(8, 1L << level);

    private static long Kernel(int level) =>
        level switch
        {
            0 => 7,
            1 or 2 => 5,
            _ => 3,
        };

    private sealed class Network : TranslatorNetwork
    {
        private readonly ModuleList<Block> encoder;
        private readonly ModuleList<Block> decoder;
        private readonly NetworkInput input;
        private readonly long channels;
        private readonly long multiple;

        internal Network(PartialUNet options, TranslatorSpec spec)
            : base(nameof(PartialUNet))
        {
            ArgumentNullException.ThrowIfNull(spec);
            input = new NetworkInput(this);
            channels = spec.InputChannels;
            multiple = 1L << options.Depth;
            long Seen(int level) => level == 0 ? channels - 1 : options.Maps(level - 1);
            var levels = Enumerable.Range(0, options.Depth).ToList();
            encoder = ModuleList([
                .. levels.Select(l => new Block(
                    new(Seen(l), options.Maps(l), Kernel(l), 2, spec),
                    l == 0 ? null : BatchNorm2d(options.Maps(l)),
                    ReLU(inplace: true)
                )),
            ]);
            decoder = ModuleList([
                .. Enumerable
                    .Reverse(levels)
                    .Select(l => new Block(
                        new(options.Maps(l) + Seen(l), l == 0 ? spec.OutputChannels : options.Maps(l - 1), 3, 1, spec),
                        l == 0 ? null : BatchNorm2d(options.Maps(l - 1)),
                        l == 0 ? null : LeakyReLU(0.2, inplace: true)
                    )),
            ]);
            RegisterComponents();
            DcganWeights.Initialise(this);
        }

        public override Tensor forward(Tensor image)
        {
            input.RequireImages(image, nameof(image), channels, multiple);
            using var scope = NewDisposeScope();
            var maps = image.narrow(1, 0, channels - 1);
            var known = 1 - image.narrow(1, channels - 1, 1);
            var crossing = new Stack<(Tensor Maps, Tensor Known)>();
            foreach (var block in encoder)
            {
                crossing.Push((maps, known));
                (maps, known) = block.call(maps, known);
            }
            foreach (var block in decoder)
            {
                var across = crossing.Pop();
                var larger = Double(maps);
                var mask = cat([Double(known).expand_as(larger), across.Known.expand_as(across.Maps)], 1);
                (maps, known) = block.call(cat([larger, across.Maps], 1), mask);
            }
            return scope.MoveToOuter(maps.contiguous());
        }

        private static Tensor Double(Tensor maps) =>
            functional.interpolate(maps, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
    }

    private sealed class Block : Module<Tensor, Tensor, (Tensor Maps, Tensor Known)>
    {
        private readonly PartialConvolution conv;
        private readonly Module<Tensor, Tensor>? norm;
        private readonly Module<Tensor, Tensor>? activation;

        internal Block(PartialConvolution conv, Module<Tensor, Tensor>? norm, Module<Tensor, Tensor>? activation)
            : base(nameof(Block))
        {
            this.conv = conv;
            this.norm = norm;
            this.activation = activation;
            RegisterComponents();
        }

        public override (Tensor Maps, Tensor Known) forward(Tensor input, Tensor known)
        {
            var (maps, mask) = conv.call(input, known);
            maps = norm?.call(maps) ?? maps;
            return (activation?.call(maps) ?? maps, mask);
        }
    }
}

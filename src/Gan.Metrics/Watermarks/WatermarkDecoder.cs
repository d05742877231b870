using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>
/// A small network that reads the bits of a watermark from images, also from such as were saved as JPEG, cut, resized
/// or made noisy. It learns beside patterns for its bits on random images, as HiDDeN does with an encoder (Zhu et al.
/// 2018, arXiv:1807.09937); then a generator learns to write for it by <see cref="WatermarkPenalty"/> or <see
/// cref="Mark"/>.
/// </summary>
/// <remarks>Three convolutions of 16, 32 and 32 maps and a linear layer. Images of more than 64 pixels a side are read
/// at 64. One decoder serves many keys and generators; who has it can also attack the mark, so that a public detector
/// should have one of its own.</remarks>
public sealed partial class WatermarkDecoder : Module<Tensor, Tensor>, IWatermarkDecoder
{
    private const int Maps = 16;
    private const long LeastSide = 28;
    private const long MostSide = 64;
    private const int MostPlaces = 4096;

    private readonly Parameter firstWeight;
    private readonly Parameter firstBias;
    private readonly Parameter secondWeight;
    private readonly Parameter secondBias;
    private readonly Parameter thirdWeight;
    private readonly Parameter thirdBias;
    private readonly Parameter lastWeight;
    private readonly Parameter lastBias;
    private readonly long height;
    private readonly long width;
    private string? described;

    internal WatermarkDecoder(long channels, long height, long width, int bits, ulong seed)
        : base(nameof(WatermarkDecoder))
    {
        Channels = channels;
        this.height = Math.Min(height, MostSide);
        this.width = Math.Min(width, MostSide);
        Bits = bits;
        using var random = new Generator(seed);
        (firstWeight, firstBias) = Layer(random, Maps, channels, 3, 3);
        (secondWeight, secondBias) = Layer(random, 2 * Maps, Maps, 4, 4);
        (thirdWeight, thirdBias) = Layer(random, 2 * Maps, 2 * Maps, 4, 4);
        (lastWeight, lastBias) = Layer(random, bits, 2 * Maps * (this.height / 2 / 2) * (this.width / 2 / 2));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int Bits { get; }

    /// <summary>Channels of the images that it reads.</summary>
    public long Channels { get; }

    /// <summary>Shape in which it reads images, [C, H, W]; others are resized.</summary>
    public IReadOnlyList<long> ReadShape => [Channels, height, width];

    /// <inheritdoc/>
    public string Name => described ??= $"watermark decoder {WeightHash.Of(this)[..8]}";

    /// <summary>Trains a decoder on random images.</summary>
    /// <param name="sampleShape">Of the generator's images, [C, H, W] with C = 1, 3 or 4 and sides from 28 up.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <returns>A decoder on the CPU, its weights frozen; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The shape is another one.</exception>
    /// <exception cref="GanConfigurationException">An option is out of its range.</exception>
    public static WatermarkDecoder Train(IReadOnlyList<long> sampleShape, WatermarkDecoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        options ??= new();
        GanConfigurationException.ThrowIfAny(options.Problems());
        if (sampleShape is not [1 or 3 or 4, >= LeastSide, >= LeastSide])
        {
            throw new ArgumentException(
                $"A watermark needs images of 1, 3 or 4 channels with sides from {LeastSide} up, but was given "
                    + $"{ShapeText.Of(sampleShape)}: smaller ones carry too few bits.",
                nameof(sampleShape)
            );
        }
        TorchBackend.EnsureAvailable();
        var decoder = new WatermarkDecoder(sampleShape[0], sampleShape[1], sampleShape[2], options.Bits, options.Seed);
        WatermarkDecoderTraining.Run(decoder, options);
        decoder.Freeze();
        return decoder;
    }

    /// <summary>A number for each bit, greater than 0 where it is set: [N, Bits].</summary>
    /// <exception cref="ArgumentException">The images have another number of channels, or are no images.</exception>
    public override Tensor forward(Tensor input)
    {
        Require(input, nameof(input));
        using var _ = NewDisposeScope();
        var x = Resampling.To(input, height, width);
        x = functional.leaky_relu(functional.conv2d(x, firstWeight, firstBias, padding: [1, 1]), 0.2);
        x = functional.conv2d(x, secondWeight, secondBias, strides: [2, 2], padding: [1, 1]);
        x = functional.leaky_relu(x, 0.2);
        x = functional.conv2d(x, thirdWeight, thirdBias, strides: [2, 2], padding: [1, 1]);
        x = functional.leaky_relu(x, 0.2);
        return functional.linear(x.flatten(1), lastWeight, lastBias).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor images)
    {
        Require(images, nameof(images));
        if (images.device != firstWeight.device)
        {
            this.to(images.device);
        }
        return call(images);
    }

    private void Require(Tensor images, string name)
    {
        ArgumentNullException.ThrowIfNull(images, name);
        if (images.shape is not [>= 1, var channels, >= 1, >= 1] || channels != Channels)
        {
            throw new ArgumentException(
                $"The decoder reads images [N, {Channels}, H, W], but was given {ShapeText.Of(images.shape)}.",
                name
            );
        }
        if (images.dtype != firstWeight.dtype)
        {
            throw new ArgumentException($"The decoder reads {firstWeight.dtype}, but was given {images.dtype}.", name);
        }
    }

    /// <summary>Looks for a message in an image. One that is smaller than what the decoder reads may be cut out of a
    /// larger one: all places are tried, and the p-value counts them. Of a grid, as <c>SampleGrid</c> draws samples of
    /// up to 64 pixels a side, all cells are read together.</summary>
    /// <param name="image">Floats [C, H, W] in [−1, 1].</param>
    /// <param name="message">As many bits as the decoder reads.</param>
    /// <exception cref="ArgumentException">The image or the message does not fit.</exception>
    public WatermarkEvidence Detect(Tensor image, WatermarkMessage message)
    {
        ArgumentNullException.ThrowIfNull(image);
        Require(message);
        if (image.shape is not [var channels, >= 1, >= 1] || channels != Channels)
        {
            throw new ArgumentException(
                $"The decoder reads an image [{Channels}, H, W], but was given {ShapeText.Of(image.shape)}.",
                nameof(image)
            );
        }
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var plain = image.detach().to(ScalarType.Float32).cpu().nan_to_num(0).unsqueeze(0);
        var wanted = message.ToTensor().gt(0.5);
        var first = (int)Matched(plain, wanted).max().ToInt64();
        var places = Places(plain);
        var best = places is null ? 0 : (int)Matched(places, wanted).max().ToInt64();
        var tried = places?.shape[0] ?? 0;
        if (Cells(plain) is { } cells)
        {
            var together = Logits(cells).mean([0L]).gt(0).cpu().eq(wanted).sum();
            best = Math.Max(best, (int)together.ToInt64());
            tried++;
        }
        return WatermarkEvidence.Of(Bits, first, best, tried);
    }

    private Tensor Matched(Tensor images, Tensor wanted) => Logits(images).cpu().gt(0).eq(wanted).sum(1);

    // Of a grid of samples, as SampleGrid draws them; null for an image that is none.
    private Tensor? Cells(Tensor image)
    {
        const int padding = 2;
        var rows = (image.shape[2] - padding) / (height + padding);
        var columns = (image.shape[3] - padding) / (width + padding);
        var isGrid =
            (rows * (height + padding)) + padding == image.shape[2]
            && (columns * (width + padding)) + padding == image.shape[3];
        if (!isGrid || rows < 1 || columns < 1 || rows * columns > MostPlaces)
        {
            return null;
        }
        var cells = image.narrow(2, padding, rows * (height + padding)).narrow(3, padding, columns * (width + padding));
        cells = cells.reshape(Channels, rows, height + padding, columns, width + padding);
        cells = cells.narrow(2, 0, height).narrow(4, 0, width).permute(1, 3, 0, 2, 4);
        return cells.reshape(rows * columns, Channels, height, width);
    }

    // Wherever a smaller image may have been, what is missing grey, as in training; null for one that is not smaller.
    private Tensor? Places(Tensor image)
    {
        var down = height - image.shape[2];
        var right = width - image.shape[3];
        if (down < 0 || right < 0 || down + right == 0 || (down + 1) * (right + 1) > MostPlaces)
        {
            return null;
        }
        var all = new List<Tensor>();
        for (var top = 0L; top <= down; top++)
        {
            for (var left = 0L; left <= right; left++)
            {
                all.Add(functional.pad(image, [left, right - left, top, down - top]));
            }
        }
        return cat(all);
    }

    private void Require(WatermarkMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Count != Bits)
        {
            throw new ArgumentException(
                $"The decoder reads {Bits} bits, but the message has {message.Count}.",
                nameof(message)
            );
        }
    }

    private void Freeze()
    {
        eval();
        foreach (var parameter in parameters())
        {
            parameter.requires_grad = false;
        }
    }

    // He et al. 2015 for leaky units of slope 0.2.
    private static (Parameter Weight, Parameter Bias) Layer(Generator random, params long[] shape)
    {
        var inputs = shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        using var values = randn(shape, generator: random);
        using var weight = values.mul(Math.Sqrt(2 / (1.04 * inputs)));
        using var bias = zeros(shape[0]);
        return (Owned(weight), Owned(bias));

        // Taken out of the caller's dispose scope, with which it would be disposed.
        static Parameter Owned(Tensor start) => (Parameter)new Parameter(start).DetachFromDisposeScope();
    }
}

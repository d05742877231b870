using System.Security.Cryptography;
using System.Text;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>
/// A watermark in the pixels of finished images, by a spread spectrum (Cox et al. 1997, IEEE Transactions on Image
/// Processing 6): each bit of a key adds or subtracts a pattern of smooth noise that the key draws, too weak to be
/// seen. The patterns fill a tile of 32 by 32 pixels that is repeated, so that a cut image keeps them.
/// </summary>
/// <remarks>The detector tries the tile's 1,024 places at six sizes, and counts that in its p-value. The signs of the
/// patterns are fair coins that the key throws, so that the rate of false positives holds for any image. Who knows the
/// key, or repaints the image by another model, can take the mark out.</remarks>
public sealed class SpreadWatermark : IDisposable
{
    private const int Tile = 32;
    private const int LeastSide = 28;
    private const long MostPixels = 100_000_000;
    private const double Quiet = 4 / 127.5; // a pixel's surroundings count as at least so restless

    // How much larger an image may have been made since it was marked.
    private static readonly double[] Scales = [1, 0.5, 0.75, 1.25, 1.5, 2];

    private readonly Tensor carriers; // [bits, Tile, Tile] with the signs of the message
    private readonly Tensor pattern; // [Tile, Tile], root mean square 1
    private readonly double strength;

    /// <summary>Draws the patterns of a key.</summary>
    /// <param name="key">Any text; the same finds the mark again.</param>
    /// <param name="bits">Bits to match, from 8 to 256; 64 let a whole match have a chance of 5e-20.</param>
    /// <param name="strength">Root mean square of the change, in 255ths of white, from 0.5 to 32. The default 3 is a
    /// PSNR of 38.6 dB.</param>
    /// <exception cref="ArgumentException">The key is empty, or a number out of range.</exception>
    public SpreadWatermark(string key, int bits = 64, double strength = 3)
    {
        Argument.Must(strength is >= 0.5 and <= 32, "be from 0.5 to 32", strength);
        var message = new WatermarkMessage(key, bits);
        TorchBackend.EnsureAvailable();
        this.strength = strength;
        Bits = bits;
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var seed = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"gan watermark tile {key}")));
        var signs = message.ToTensor().mul(2).sub(1).reshape(bits, 1, 1);
        carriers = Patterns(seed, bits).mul(signs).DetachFromDisposeScope();
        var sum = carriers.sum([0L]);
        pattern = sum.div(sum.square().mean().sqrt()).DetachFromDisposeScope();
    }

    /// <summary>Bits that are matched.</summary>
    public int Bits { get; }

    /// <summary>Marks images.</summary>
    /// <param name="images">Floats [N, C, H, W] in [−1, 1] with C = 1, 3 or 4 and sides from 28 up; a fourth channel,
    /// opacity, stays as it is.</param>
    /// <returns>Marked copies on the CPU; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The shape is another one.</exception>
    public Tensor Apply(Tensor images)
    {
        Require(images, 4);
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var plain = images.detach().to(ScalarType.Float32).cpu();
        var height = images.shape[2];
        var width = images.shape[3];
        var tiles = pattern.repeat((height + Tile - 1) / Tile, (width + Tile - 1) / Tile);
        var mark = tiles.narrow(0, 0, height).narrow(1, 0, width).mul(strength / 127.5);
        var colours = images.shape[1] == 4 ? plain.narrow(1, 0, 3) : plain;
        var marked = colours.add(mark).clamp(-1, 1);
        return (images.shape[1] == 4 ? cat([marked, plain.narrow(1, 3, 1)], 1) : marked).MoveToOuterDisposeScope();
    }

    /// <summary>Looks for the mark in an image.</summary>
    /// <param name="image">Floats [C, H, W] in [−1, 1] with C = 1, 3 or 4, sides from 28 up.</param>
    /// <exception cref="ArgumentException">The shape is another one.</exception>
    public WatermarkEvidence Detect(Tensor image)
    {
        Require(image, 3);
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var plain = image.detach().to(ScalarType.Float32).cpu().nan_to_num(0);
        var grey = (plain.shape[0] == 1 ? plain : plain.narrow(0, 0, 3)).mean([0L]).unsqueeze(0).unsqueeze(0);
        var frequencies = fft.fft2(carriers).conj();
        var first = 0;
        var best = 0;
        var others = -1L; // without the place of an unchanged image
        foreach (var scale in Scales)
        {
            var height = (long)Math.Round(grey.shape[2] / scale);
            var width = (long)Math.Round(grey.shape[3] / scale);
            if (Math.Min(height, width) < LeastSide / 2 || height * width > MostPixels)
            {
                continue;
            }
            using var inner = NewDisposeScope();
            var tile = Folded(Restless(Resampling.To(grey, height, width)));
            var matched = fft.ifft2(fft.fft2(tile).mul(frequencies)).real.gt(0).sum([0L]);
            others += Tile * Tile;
            if (scale == 1)
            {
                first = (int)matched[0, 0].ToInt64();
                matched[0, 0] = 0;
            }
            best = Math.Max(best, (int)matched.max().ToInt64());
        }
        return WatermarkEvidence.Of(Bits, first, best, others);
    }

    /// <summary>Frees the patterns.</summary>
    public void Dispose()
    {
        carriers.Dispose();
        pattern.Dispose();
    }

    /// <summary>Orthonormal patterns of smooth noise without a mean: [bits, Tile, Tile].</summary>
    private static Tensor Patterns(ulong seed, int bits)
    {
        var noise = new float[bits * Tile * Tile];
        PortableLatents.Fill(seed, 0, Tile * Tile, noise);
        var field = tensor(noise).reshape(bits, 1, Tile, Tile).to(ScalarType.Float64);
        var across = tensor(new[] { 0.25, 0.5, 0.25 }).reshape(1, 1, 1, 3);
        field = functional.conv2d(functional.pad(field, [1, 1, 0, 0], PaddingModes.Circular), across);
        field = functional.conv2d(functional.pad(field, [0, 0, 1, 1], PaddingModes.Circular), across.transpose(2, 3));
        var rows = field.reshape(bits, -1);
        rows = rows.sub(rows.mean([1L], keepdim: true));
        var done = new List<Tensor>();
        for (var bit = 0; bit < bits; bit++)
        {
            var row = rows[bit];
            if (done.Count > 0)
            {
                var before = stack(done);
                row = row.sub(before.mv(row).unsqueeze(0).mm(before).squeeze(0));
            }
            done.Add(row.div(row.norm()));
        }
        return stack(done).reshape(bits, Tile, Tile).to(ScalarType.Float32);
    }

    // What a pixel differs from its neighbours by, over how restless they are: edges would drown the mark.
    private static Tensor Restless(Tensor grey)
    {
        var kernel = tensor(new[] { 1f, 4, 6, 4, 1 });
        kernel = kernel.outer(kernel).div(256).reshape(1, 1, 5, 5);
        var rest = grey - Blurred(grey);
        return rest / (Blurred(rest.square()).clamp_min(0).sqrt() + Quiet);

        Tensor Blurred(Tensor map) =>
            functional.conv2d(functional.pad(map, [2, 2, 2, 2], PaddingModes.Replicate), kernel);
    }

    // The sum over all places that fall onto the same one of the tile.
    private static Tensor Folded(Tensor map)
    {
        var down = (Tile - (map.shape[2] % Tile)) % Tile;
        var right = (Tile - (map.shape[3] % Tile)) % Tile;
        var whole = functional.pad(map, [0, right, 0, down]);
        return whole.reshape(whole.shape[2] / Tile, Tile, whole.shape[3] / Tile, Tile).sum([0L, 2L]);
    }

    private static void Require(Tensor images, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(images);
        var shape = images.shape[^Math.Min(3, images.shape.Length)..];
        var fits = images.shape.Length == dimensions && shape[0] is 1 or 3 or 4 && images.shape[0] > 0;
        if (!fits || shape[1] < LeastSide || shape[2] < LeastSide || shape[1] > MostPixels / shape[2])
        {
            throw new ArgumentException(
                $"A watermark needs images of 1, 3 or 4 channels with sides from {LeastSide} up, "
                    + $"{(dimensions == 4 ? "[N, C, H, W]" : "[C, H, W]")}, but was given "
                    + $"{ShapeText.Of(images.shape)}.",
                nameof(images)
            );
        }
    }
}

using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Brush strokes: Yu et al., "Free-form image inpainting with gated convolution" (ICCV 2019), algorithm 1. Each stroke
/// runs to and fro between turning points with round joints. Strokes are drawn until the hole has an area that is
/// drawn first, to the pixel; the paper draws a number of strokes and leaves the area to chance.
/// </summary>
public sealed record FreeFormMask : IMaskDrawer
{
    /// <summary>Share of the image that is the hole. From 0.01 to 0.9. Default 0.1 to 0.4.</summary>
    public Interval Area { get; init; } = (0.1, 0.4);

    /// <summary>Width of a stroke as a share of the shorter side. From 0.01 to 0.5. Default 0.05 to 0.16: the paper's
    /// 12 to 40 pixels of 256.</summary>
    public Interval BrushWidth { get; init; } = (0.05, 0.16);

    /// <summary>Length of a stroke's straight pieces as a share of the shorter side. From 0.01 to 1. Default 0.05 to
    /// 0.25.</summary>
    public Interval Length { get; init; } = (0.05, 0.25);

    /// <summary>Most straight pieces of a stroke, from 1 to 100; each has from 1 to so many. Default 12.</summary>
    public int MaxPieces { get; init; } = 12;

    /// <inheritdoc/>
    public Tensor Draw(ImageSize size, TransformRandom random)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        ArgumentNullException.ThrowIfNull(random);
        // A stroke takes as many numbers as it needs, so each sample has a generator of its own.
        var seeds = random.Whole(0, long.MaxValue - 1);
        return MaskImages.Draw(this, size, random, (i, mask) => new Strokes(this, size, (ulong)seeds[i]).Draw(mask));
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Area.Outside(0.01, 0.9, nameof(Area)),
            BrushWidth.Outside(0.01, 0.5, nameof(BrushWidth)),
            Length.Outside(0.01, 1, nameof(Length)),
            Bounds.Within(1, 100, MaxPieces)
        );

    /// <summary>The strokes of one mask.</summary>
    private ref struct Strokes(FreeFormMask settings, ImageSize size, ulong seed)
    {
        // Mean and spread of the paper's angles.
        private const double MeanAngle = 2 * Math.PI / 5;
        private const double AngleRange = 2 * Math.PI / 15;

        private readonly int side = Math.Min(size.Height, size.Width);
        private SplitMix64 random = new(seed);
        private int left; // pixels that the hole still lacks

        public void Draw(Span<float> mask)
        {
            left = MaskImages.Pixels(Next(settings.Area), mask.Length);
            while (left > 0)
            {
                Stroke(mask);
            }
        }

        private void Stroke(Span<float> mask)
        {
            var y = random.Unit() * size.Height;
            var x = random.Unit() * size.Width;
            var radius = Next(settings.BrushWidth) * side / 2;
            var pieces = 1 + (int)random.Below((ulong)settings.MaxPieces);
            var turn = random.Unit() * 2 * Math.PI; // the paper mirrors whole masks instead
            for (var piece = 0; piece < pieces && left > 0; piece++)
            {
                var angle = MeanAngle + (((2 * random.Unit()) - 1) * AngleRange);
                angle = piece % 2 == 0 ? (2 * Math.PI) - angle : angle;
                var (sin, cos) = Math.SinCos(turn + angle);
                var length = Next(settings.Length) * side;
                for (var done = 0.0; done < length && left > 0; done++)
                {
                    Dab(mask, y + (done * cos), x + (done * sin), radius);
                }

                y = Math.Clamp(y + (length * cos), 0, size.Height);
                x = Math.Clamp(x + (length * sin), 0, size.Width);
                Dab(mask, y, x, radius);
            }
        }

        /// <summary>A disk, with at least the pixel that its centre lies in.</summary>
        private void Dab(Span<float> mask, double y, double x, double radius)
        {
            var top = Math.Max(0, (int)Math.Ceiling(y - radius - 0.5));
            var bottom = Math.Min(size.Height - 1, (int)Math.Floor(y + radius - 0.5));
            Mark(mask, (int)Math.Floor(y), (int)Math.Floor(x));
            for (var row = top; row <= bottom; row++)
            {
                var up = row + 0.5 - y;
                var half = Math.Sqrt(Math.Max(0, (radius * radius) - (up * up)));
                var end = Math.Min(size.Width - 1, (int)Math.Floor(x + half - 0.5));
                for (var column = Math.Max(0, (int)Math.Ceiling(x - half - 0.5)); column <= end; column++)
                {
                    Mark(mask, row, column);
                }
            }
        }

        private void Mark(Span<float> mask, int row, int column)
        {
            if (row < 0 || row >= size.Height || column < 0 || column >= size.Width || left == 0)
            {
                return;
            }

            ref var pixel = ref mask[(row * size.Width) + column];
            left -= pixel == 0 ? 1 : 0;
            pixel = 1;
        }

        private double Next(Interval interval) => interval.From + (random.Unit() * (interval.To - interval.From));
    }
}

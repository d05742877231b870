namespace Gan;

/// <summary>Where the cells of a grid lie: each holds a sample, or a channel of one where planes are asked
/// for.</summary>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Rows of cells.</param>
/// <param name="CellWidth">Pixels of a cell without the padding around it.</param>
/// <param name="CellHeight">Pixels of a cell without the padding around it.</param>
/// <param name="Channels">Of a pixel.</param>
internal sealed record GridLayout(long Columns, long Rows, long CellWidth, long CellHeight, long Channels)
{
    /// <summary>Pixels between two samples and around the whole.</summary>
    public const int Padding = 2;

    // Neither black nor white: the edge of a dark and of a bright sample both show.
    private const byte PaddingValue = 64;

    public long Width => (Columns * (CellWidth + Padding)) + Padding;

    public long Height => (Rows * (CellHeight + Padding)) + Padding;

    /// <param name="shape">Of samples, [N, C, H, W].</param>
    /// <param name="columns">Samples in a row; 0 takes what makes about a square of cells.</param>
    /// <param name="planes">Whether each channel has a cell of its own; those of a sample are neighbours.</param>
    public static GridLayout Of(ReadOnlySpan<long> shape, int columns, bool planes)
    {
        var count = shape[0];
        var cells = planes ? shape[1] : 1; // of a sample
        var across = columns > 0 ? columns : (long)Math.Ceiling(Math.Sqrt((double)count / cells));
        var rows = (count + across - 1) / across;
        return new(across * cells, rows, shape[3], shape[2], planes ? 1 : shape[1]);
    }

    /// <summary>Says why no picture can be made of it; null where one can.</summary>
    public string? TooLarge() => PngFile.TooLarge(Width, Height, Channels);

    /// <summary>Whether a pixel of so many channels has a colour.</summary>
    public static bool HasColours(long channels) => channels is 1 or 3 or 4;

    /// <summary>The pixels of the whole picture; empty places stay in the colour of the padding, which is
    /// opaque.</summary>
    /// <param name="cells">The bytes of one cell after another, row by row.</param>
    public byte[] Draw(byte[] cells)
    {
        var width = (int)Width;
        var channels = (int)Channels;
        var columns = (int)Columns;
        var height = (int)CellHeight;
        var line = (int)CellWidth * channels;
        var pixels = Background(width * (int)Height, channels);
        for (var row = 0; row * line < cells.Length; row++)
        {
            var cell = row / height;
            var left = Padding + (cell % columns * ((int)CellWidth + Padding));
            var top = Padding + (cell / columns * (height + Padding)) + (row % height);
            cells.AsSpan(row * line, line).CopyTo(pixels.AsSpan(((top * width) + left) * channels));
        }
        return pixels;
    }

    private static byte[] Background(int count, int channels)
    {
        var pixels = new byte[count * channels];
        Array.Fill(pixels, PaddingValue);
        for (var n = 3; channels == 4 && n < pixels.Length; n += 4)
        {
            pixels[n] = byte.MaxValue;
        }
        return pixels;
    }
}

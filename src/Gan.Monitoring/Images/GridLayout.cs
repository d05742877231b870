namespace Gan.Monitoring;

/// <summary>Where the cells of a grid lie: each holds a sample, or a channel of one where planes are asked
/// for.</summary>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Rows of cells.</param>
/// <param name="CellWidth">Pixels of a cell without the padding around it.</param>
/// <param name="CellHeight">Pixels of a cell without the padding around it.</param>
/// <param name="Channels">Of a pixel.</param>
internal sealed record GridLayout(long Columns, long Rows, long CellWidth, long CellHeight, long Channels)
{
    public long Width => (Columns * (CellWidth + SampleGrid.Padding)) + SampleGrid.Padding;

    public long Height => (Rows * (CellHeight + SampleGrid.Padding)) + SampleGrid.Padding;

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
    public string? TooLarge() => PngImage.TooLarge(Width, Height, Channels);
}

namespace Gan.Data;

/// <summary>How high and wide images are to be, in pixels. A
/// plain number stands for a square: <c>Size = 64</c>.</summary>
public readonly record struct ImageSize
{
    /// <summary>Makes a size.</summary>
    /// <param name="height">Rows, from 1 to 16,384.</param>
    /// <param name="width">Columns, from 1 to 16,384.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of its range.</exception>
    public ImageSize(int height, int width)
    {
        Argument.Within(1, 16_384, height);
        Argument.Within(1, 16_384, width);
        Height = height;
        Width = width;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>A square.</summary>
    /// <param name="side">Rows and columns, from 1 to 16,384.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is out of its range.</exception>
    public static implicit operator ImageSize(int side)
    {
        Argument.Within(1, 16_384, side);
        return new(side, side);
    }

    /// <summary>Height × width.</summary>
    public override string ToString() => $"{Height}x{Width}";
}

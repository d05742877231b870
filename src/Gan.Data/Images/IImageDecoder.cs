namespace Gan.Data;

/// <summary>
/// Turns the bytes of an image file into pixels, and nothing more: orientation, colours, size and layout are made from
/// what it hands back. Another codec is one class with one method.
/// </summary>
public interface IImageDecoder
{
    /// <summary>Name of the codec. A prepared cache is made anew when it changes.</summary>
    string Name { get; }

    /// <summary>Decodes the first picture of a file. Called from several
    /// threads at once; the same bytes must give the same pixels.</summary>
    /// <param name="file">All bytes of the file, at least one.</param>
    /// <param name="request">What the pixels are for, and how many there may be.</param>
    /// <returns>The pixels, which the caller disposes.</returns>
    /// <exception cref="ImageFaultException">The bytes are no image that the
    /// codec reads, or the header claims more pixels than allowed.</exception>
    DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request);
}

/// <summary>What is asked of a decoder.</summary>
/// <param name="Size">The size that the image is brought to afterwards.</param>
/// <param name="Resize">By which rule.</param>
/// <param name="MaxPixels">Height × width that a header may claim at
/// most; to be checked before memory for pixels is taken.</param>
public sealed record DecodeRequest(ImageSize Size, ResizeRule Resize, long MaxPixels)
{
    // No photograph has it; weights and sums of the resize grow with the longest side, not with the pixels.
    private const long MaxSide = 1_000_000;

    /// <summary>
    /// How many times smaller each side may be handed back: 1, 2, 4 or 8. At least
    /// twice the pixels that the resize needs along each axis remain, so that its
    /// filter does the work. A codec that cannot shrink while it decodes need not ask.
    /// </summary>
    /// <param name="height">Rows of the upright image, at least 1.</param>
    /// <param name="width">Columns of the upright image, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public int Shrink(int height, int width)
    {
        Argument.AtLeast(1, height);
        Argument.AtLeast(1, width);
        var plan = ResizePlan.For(height, width, Size, Resize);
        var reduction = Math.Min((double)height / plan.ScaledHeight, (double)width / plan.ScaledWidth);
        return reduction switch
        {
            >= 16 => 8,
            >= 8 => 4,
            >= 4 => 2,
            _ => 1,
        };
    }

    /// <summary>Refuses what a header claims before any pixel is decoded.</summary>
    /// <param name="height">Rows that the header claims.</param>
    /// <param name="width">Columns that the header claims.</param>
    /// <exception cref="ImageFaultException">There are no pixels, more than <see cref="MaxPixels"/>, or more than
    /// 1,000,000 along a side.</exception>
    public void CheckPixels(long height, long width)
    {
        if (height < 1 || width < 1)
        {
            throw new ImageFaultException(ImageFault.Damaged, $"its header claims {width} x {height} pixels");
        }

        if (height > MaxPixels / width)
        {
            throw new ImageFaultException(
                ImageFault.TooLarge,
                $"its header claims {width} x {height} pixels, but at most {MaxPixels} are allowed (MaxPixels)"
            );
        }

        if (Math.Max(height, width) > MaxSide)
        {
            throw new ImageFaultException(
                ImageFault.TooLarge,
                $"its header claims {width} x {height} pixels, but at most {MaxSide} are allowed along a side"
            );
        }
    }
}

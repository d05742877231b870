using System.Buffers;
using System.Runtime.ExceptionServices;

namespace Gan.Data;

/// <summary>Decodes files of a folder on several threads and hands their bytes on in the order of the files.</summary>
internal sealed class FolderReader(ImageFolderOptions options, string folder)
{
    private const int ChunkBytes = 32 << 20;

    private readonly ImageShaper shaper = new(
        options.Size,
        options.Channels,
        options.Resize,
        options.Resampling,
        options.Background
    );
    private readonly DecodeRequest request = new(options.Size, options.Resize, options.MaxPixels);

    public delegate void Store(int index, ReadOnlySpan<byte> pixels);

    /// <summary>Bytes of one image.</summary>
    public int Bytes => shaper.Bytes;

    public int Workers => options.Workers == 0 ? Environment.ProcessorCount : options.Workers;

    /// <summary>Decodes all images; returns the skipped ones in order. A
    /// chunk is decoded by all threads, then stored by this one.</summary>
    public List<(int Index, SkippedImage Skipped)> Read(
        IReadOnlyList<ImageEntry> images,
        Store store,
        CancellationToken cancellation
    )
    {
        var skipped = new List<(int, SkippedImage)>();
        // A chunk is one array, which ends at 2 GiB: images of 1 GiB come one by one.
        var wanted = Math.Max(Workers, Math.Min(ChunkBytes / Bytes, 1024));
        var chunk = Math.Min(images.Count, Math.Min(wanted, Array.MaxLength / Bytes));
        var pixels = ArrayPool<byte>.Shared.Rent(chunk * Bytes);
        var faults = new SkippedImage?[chunk];
        try
        {
            for (var start = 0; start < images.Count; start += chunk)
            {
                var first = start;
                var count = Math.Min(chunk, images.Count - start);
                try
                {
                    Parallel.For(
                        0,
                        count,
                        new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellation },
                        i => faults[i] = TryRead(images[first + i], pixels.AsSpan(i * Bytes, Bytes))
                    );
                }
                catch (AggregateException e)
                {
                    // A missing library is one error, not one for each thread.
                    ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
                }

                for (var i = 0; i < count; i++)
                {
                    if (faults[i] is not { } fault)
                    {
                        store(first + i, pixels.AsSpan(i * Bytes, Bytes));
                        continue;
                    }

                    skipped.Add((first + i, fault));
                    ThrowIfWanted(fault, options, folder);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }

        return skipped;
    }

    /// <summary>Stops the run for an unreadable image, where the options say so.</summary>
    public static void ThrowIfWanted(SkippedImage skipped, ImageFolderOptions options, string folder)
    {
        if (options.OnDamaged == DamagedImages.Throw && skipped.StopsRun)
        {
            var pairs = skipped.Fault is ImageFault.NoPartner or ImageFault.SameName or ImageFault.OtherShape;
            throw new DataFormatException(
                Path.Combine(folder, skipped.File),
                pairs ? "an image with its partner" : "a readable image",
                pairs ? $"that it {skipped.Reason}" : $"that it is not: {skipped.Reason}",
                "Mend or remove the file, or set OnDamaged = DamagedImages.Skip to go on without it."
            );
        }
    }

    /// <summary>Decodes one file into bytes [C, H, W]; returns why not, if not.</summary>
    public SkippedImage? TryRead(ImageEntry image, Span<byte> target)
    {
        try
        {
            using var upright = Decode(image);
            if (image.Partner is { } partner)
            {
                CheckShape(upright, partner);
            }

            shaper.Shape(upright, target);
            return null;
        }
        catch (ImageFaultException e)
        {
            return Skip(image, e.Fault, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Skip(image, ImageFault.Unreadable, e.Message);
        }
    }

    private DecodedImage Decode(ImageEntry image)
    {
        if (image.Length == 0)
        {
            // Also pipes and devices, which opening could wait for; and names that are no UTF-8, which lead nowhere.
            throw File.Exists(image.Path)
                ? new ImageFaultException(ImageFault.Empty, "it has no bytes")
                : new ImageFaultException(ImageFault.Unreadable, "no file of this name can be opened");
        }

        return ImageFile.Decode(image.Path, options, request);
    }

    // A decoder may have reduced either, so that sizes say nothing and proportions all.
    private void CheckShape(DecodedImage image, ImageEntry partner)
    {
        using var other = DecodePartner(partner);
        var plan = ResizePlan.For(image.Height, image.Width, options.Size, ResizeRule.CropCenter);
        if (!plan.LiesOn(ResizePlan.For(other.Height, other.Width, options.Size, ResizeRule.CropCenter)))
        {
            var ratio = (double)image.Width / image.Height;
            var ratioOfOther = (double)other.Width / other.Height;
            throw new ImageFaultException(
                ImageFault.OtherShape,
                FormattableString.Invariant(
                    $"is {ratio:0.###} times as wide as high, but its partner {partner.Name} {ratioOfOther:0.###} times"
                )
            );
        }
    }

    private DecodedImage DecodePartner(ImageEntry partner)
    {
        try
        {
            return Decode(partner);
        }
        catch (Exception e) when (e is ImageFaultException or IOException or UnauthorizedAccessException)
        {
            var reason = $"has a partner {partner.Name} that cannot be read: {e.Message}";
            throw new ImageFaultException(ImageFault.NoPartner, reason, e);
        }
    }

    private static SkippedImage Skip(ImageEntry image, ImageFault fault, string reason) =>
        new(image.Name, fault, reason);
}

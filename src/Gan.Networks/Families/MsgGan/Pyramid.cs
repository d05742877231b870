using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// An image at several resolutions in one tensor, so that losses and penalties, which know of one tensor a sample, need
/// not know of them: [N, C, H, W] and its smaller ones stand side by side in [N, C, H, W + W / 2], the image on the
/// left, the smaller ones on the right below each other, and zeros where nothing stands. Each pixel of each resolution
/// stands there once, so the norm of a gradient is that over all resolutions.
/// </summary>
internal sealed class Pyramid
{
    private readonly long height;
    private readonly long width;
    private readonly long margin; // columns of the smaller ones

    private Pyramid(GrowthShape shape)
    {
        Shape = shape;
        (height, width) = shape.Sides[shape.Top];
        margin = shape.Top == 0 ? 0 : shape.Sides[shape.Top - 1].Width;
    }

    /// <summary>The resolutions.</summary>
    internal GrowthShape Shape { get; }

    /// <summary>Height and width of the image.</summary>
    internal (long Height, long Width) Image => (height, width);

    /// <summary>Height and width of the tensor.</summary>
    internal (long Height, long Width) Packed => (height, width + margin);

    /// <summary>Of images [C, H, W]: as many resolutions as stand below each other.</summary>
    internal static Pyramid Of(IReadOnlyList<long> shape)
    {
        var all = GrowthShape.Of(shape);
        while (all.Top > 0 && all.Sides.SkipLast(1).Sum(side => side.Height) > shape[1])
        {
            all = all.From(1);
        }
        return new(all);
    }

    /// <summary>Of the shape [C, H, W] of such a tensor.</summary>
    internal static Pyramid OfPacked(IReadOnlyList<long> packed)
    {
        var several = Of([packed[0], packed[1], Math.Max(1, 2 * packed[2] / 3)]);
        return several.Packed == (packed[1], packed[2]) ? several : Of(packed);
    }

    /// <summary>Images of all resolutions, the smallest first, in one tensor.</summary>
    internal Tensor Pack(IReadOnlyList<Tensor> images)
    {
        if (Shape.Top == 0)
        {
            return images[0];
        }
        using var scope = NewDisposeScope();
        var smaller = new List<Tensor>();
        for (var i = Shape.Top - 1; i >= 0; i--)
        {
            smaller.Add(functional.pad(images[i], [0, margin - Shape.Sides[i].Width, 0, 0]));
        }
        var column = cat(smaller, 2);
        return scope.MoveToOuter(
            cat([images[Shape.Top], functional.pad(column, [0, 0, 0, height - column.size(2)])], 3)
        );
    }

    /// <summary>The images of a tensor, the smallest first: views.</summary>
    internal Tensor[] Unpack(Tensor packed)
    {
        var images = new Tensor[Shape.Top + 1];
        images[Shape.Top] = packed.narrow(3, 0, width);
        var row = 0L;
        for (var i = Shape.Top - 1; i >= 0; i--)
        {
            var (high, wide) = Shape.Sides[i];
            images[i] = packed.narrow(2, row, high).narrow(3, width, wide);
            row += high;
        }
        return images;
    }

    /// <summary>Images [N, C, H, W] with their smaller ones; what holds them already stays.</summary>
    internal Tensor Of(Tensor images)
    {
        if (images.size(3) != width || margin == 0)
        {
            return images;
        }
        using var scope = NewDisposeScope();
        var all = new Tensor[Shape.Top + 1];
        all[Shape.Top] = images;
        for (var i = Shape.Top; i > 0; i--)
        {
            all[i - 1] = GrowthShape.Shrink(all[i]);
        }
        return scope.MoveToOuter(Pack(all));
    }

    /// <summary>Changes all resolutions alike: they are enlarged to the image's size, changed as channels of one image,
    /// and shrunk again.</summary>
    internal Tensor Change(Tensor packed, Func<Tensor, Tensor> change)
    {
        using var scope = NewDisposeScope();
        var images = Unpack(packed);
        for (var i = 0; i < Shape.Top; i++)
        {
            for (var at = i; at < Shape.Top; at++)
            {
                images[i] = Shape.Enlarge(images[i], at);
            }
        }
        var all = cat(images, 1);
        var made = change(all);
        if (!made.shape.SequenceEqual(all.shape))
        {
            throw new ArgumentException(
                $"A change keeps the shape {ShapeText.Of(all.shape)}, but made {ShapeText.Of(made.shape)}.",
                nameof(change)
            );
        }
        var changed = made.chunk(Shape.Top + 1, 1);
        for (var i = 0; i < Shape.Top; i++)
        {
            for (var at = i; at < Shape.Top; at++)
            {
                changed[i] = GrowthShape.Shrink(changed[i]);
            }
        }
        return scope.MoveToOuter(Pack(changed));
    }
}

using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// Translations of earlier steps (Shrivastava et al. 2017, arXiv:1612.07828, section 2.3): each new image takes, with
/// probability 1/2, the place of a stored one, which is shown in its stead. What it holds is a player's state.
/// </summary>
internal sealed class ImagePool
{
    private const string Images = "images";

    private readonly int size;
    private readonly PenaltyMemory memory = new();

    /// <param name="size">Images held; 0 gives every batch back as it is.</param>
    /// <param name="player">Whose state it is.</param>
    internal ImagePool(int size, Player player)
    {
        this.size = size;
        player.State["pool"] = memory;
    }

    /// <summary>The images to show for a batch of new ones; stores what it lets in.</summary>
    /// <param name="images">[N, C, H, W] without a graph.</param>
    /// <param name="random">Where it draws.</param>
    internal Tensor Exchange(Tensor images, Generator random)
    {
        if (size == 0)
        {
            return images;
        }
        var held = memory.Recall(Images);
        var stored = held is null ? [] : held.unbind().ToList();
        var shown = new List<Tensor>();
        foreach (var image in images.unbind())
        {
            shown.Add(Exchange(stored, image, random));
        }
        var result = stack(shown);
        memory.Remember(Images, stack(stored));
        return result;
    }

    private Tensor Exchange(List<Tensor> stored, Tensor image, Generator random)
    {
        if (stored.Count < size)
        {
            stored.Add(image);
            return image;
        }
        // Both numbers are drawn whatever the first says, so that each image takes two.
        var keeps = rand(1, device: random.device, generator: random).ToDouble() < 0.5;
        var place = (int)(rand(1, device: random.device, generator: random).ToDouble() * size);
        if (keeps)
        {
            return image;
        }
        var old = stored[Math.Min(place, size - 1)];
        stored[Math.Min(place, size - 1)] = image;
        return old;
    }
}

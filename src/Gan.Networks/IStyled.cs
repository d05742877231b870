using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// A generator that maps latents to styles first and makes samples of the styles: StyleGAN and its kin (Karras et al.
/// 2019, arXiv:1812.04948). Truncation, mixing, projection and walks work on styles, and so does path length.
/// </summary>
/// <remarks>Ask a generator by <see cref="GeneratorNetwork.Styled"/>: decorators hand the question on.</remarks>
public interface IStyled
{
    /// <summary>Styles L of a sample, from the coarsest layer to the finest. At least 1.</summary>
    long StyleCount { get; }

    /// <summary>Entries w of a style.</summary>
    long StyleSize { get; }

    /// <summary>The running mean of styles, [w]: what truncation draws to. A view of the network's own; do not change
    /// it.</summary>
    Tensor MeanStyle { get; }

    /// <summary>Latents [N, latent size] and their condition as styles [N, L, w]. While the network trains, it may mix
    /// those of two latents.</summary>
    /// <param name="latent">What the generator reads.</param>
    /// <param name="condition">Labels, int64 [N], or vectors, float [N, K]; null without a condition.</param>
    Tensor Styles(Tensor latent, Tensor? condition);

    /// <summary>Styles [N, L, w] as samples [N, …Shape].</summary>
    /// <param name="styles">One style for each layer.</param>
    Tensor Synthesise(Tensor styles);

    /// <summary>The noise that layers add in evaluation, a map [1, 1, H, W] each, from the coarsest on; views of the
    /// network's own, do not change them. As it comes, there is none.</summary>
    IReadOnlyList<Tensor> Noise => [];

    /// <summary>The same under other noise. As it comes, there is none to replace.</summary>
    /// <param name="styles">One style for each layer.</param>
    /// <param name="noise">Maps in place of <see cref="Noise"/>, as many and of the same shapes.</param>
    Tensor Synthesise(Tensor styles, IReadOnlyList<Tensor> noise) => Synthesise(styles);
}

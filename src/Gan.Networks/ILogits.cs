using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// A generator whose samples have one-hot codes that it draws by the logarithms of their probabilities, as CTGAN's has
/// (Xu et al. 2019, arXiv:1907.00503). A game may compare those with the codes that were asked for.
/// </summary>
/// <remarks>Ask a generator by <see cref="GeneratorNetwork.Logits"/>: decorators hand the question on.</remarks>
public interface ILogits
{
    /// <summary>Numbers of the codes that a condition asks for, in the condition's order. At least 1 each.</summary>
    IReadOnlyList<long> Codes { get; }

    /// <summary>Makes samples, and tells what their codes were drawn by.</summary>
    /// <param name="latent">What the generator reads.</param>
    /// <param name="condition">The condition, or null.</param>
    /// <returns>Samples [N, …Shape], and the unnormalised logarithms of the probabilities of <see cref="Codes"/>, [N,
    /// ΣCodes].</returns>
    (Tensor Samples, Tensor Logits) MakeWithLogits(Tensor latent, Tensor? condition);
}

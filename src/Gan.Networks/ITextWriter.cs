using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// A generator that writes texts token by token, each by probabilities that all tokens before it decide. Samples [N, T]
/// are numbers of tokens, so that no gradient passes through them: games learn by the probabilities.
/// </summary>
/// <remarks>Ask a generator by <see cref="GeneratorNetwork.Writer"/>.</remarks>
public interface ITextWriter
{
    /// <summary>V: how many tokens there are, marks included.</summary>
    long Tokens { get; }

    /// <summary>The token after which a text goes on with nothing but itself; null where all texts have one
    /// length.</summary>
    long? EndToken { get; }

    /// <summary>Writes texts, without gradient.</summary>
    /// <param name="uniform">[N, T], numbers in [0, 1): each decides a token, as the place in the sum of the
    /// probabilities.</param>
    /// <param name="temperature">What logits are divided by, greater than 0: below 1 likelier tokens become more
    /// likely.</param>
    /// <returns>Tokens, int64 [N, T].</returns>
    Tensor Write(Tensor uniform, double temperature = 1);

    /// <summary>Logits of each token, given those before it.</summary>
    /// <param name="tokens">Int64 [N, T].</param>
    /// <returns>[N, T, V].</returns>
    Tensor NextLogits(Tensor tokens);

    /// <summary>Goes on from each beginning of texts, without gradient (SeqGAN, Yu et al. 2017, section 3.1).</summary>
    /// <param name="tokens">Int64 [N, T].</param>
    /// <param name="copies">R: how often from each beginning, from 1 to 10,000.</param>
    /// <param name="random">Where random numbers come from.</param>
    /// <returns>Int64 [T − 1, R, N, T]: entry t keeps the first t + 1 tokens.</returns>
    Tensor GoOn(Tensor tokens, int copies, Generator random);
}

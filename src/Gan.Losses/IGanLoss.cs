namespace Gan.Losses;

/// <summary>
/// An adversarial loss: a pure function of the discriminator's scores. Scores are raw network outputs of shape [N]
/// (logits or critic values, no sigmoid); a larger score means "more real". Every result is a scalar to be minimised,
/// and keeps the graph of the scores it was made from.
/// </summary>
/// <remarks>
/// An implementation holds no optimiser, network, device or reduction setting, so that the whole objective of a network
/// (loss plus penalties) is one sum with one backward pass and one optimiser step.
/// </remarks>
public interface IGanLoss
{
    /// <summary>What the discriminator minimises.</summary>
    /// <param name="real">Scores of real samples, [N].</param>
    /// <param name="fake">Scores of generated samples, [M]; M may differ from N.</param>
    /// <returns>A scalar.</returns>
    Tensor Discriminator(Tensor real, Tensor fake);

    /// <summary>What the generator minimises.</summary>
    /// <param name="fake">Scores of generated samples, [N].</param>
    /// <param name="real">
    /// Gives the scores of a real batch, [N], for losses that compare the two. It costs a forward pass of the
    /// discriminator, so it is evaluated only by a loss that needs it.
    /// </param>
    /// <returns>A scalar.</returns>
    Tensor Generator(Tensor fake, Func<Tensor> real);

    /// <summary>
    /// Whether mean(real) − mean(fake) of the scores estimates the Wasserstein-1 distance between the two
    /// distributions, up to the critic's Lipschitz constant.
    /// </summary>
    bool EstimatesWasserstein => false;
}

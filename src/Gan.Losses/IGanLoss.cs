namespace Gan.Losses;

/// <summary>
/// An adversarial loss: a pure function of the discriminator's scores. Scores are raw network outputs of shape [N]
/// (logits or critic values, no sigmoid), a column each of several discriminators, [N, k], or one for each patch of a
/// sample, [N, 1, h, w]; a larger score means "more real". Every result is a scalar to be minimised, and keeps the
/// graph of the scores it was made from.
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

    /// <summary>
    /// The score halfway between those of real and of generated samples at the start of the game: 0 (the default) for
    /// logits and hinges; null where a score has no fixed zero, as in Wasserstein and relativistic games.
    /// </summary>
    double? MiddleScore => EstimatesWasserstein ? null : 0;

    /// <summary>Whether it weighs the losses of several discriminators, so that one alone makes no sense.</summary>
    bool WeighsDiscriminators => false;

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Build asks once
    /// and lists all; used without a trainer, the library's own throw <see cref="GanConfigurationException"/> with
    /// them.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>What stands against batches of so many scores, each with its remedy; empty when all is well.</summary>
    /// <param name="scores">Scores of a batch, at least 1.</param>
    IEnumerable<Problem> Problems(long scores) => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}

namespace Gan.Losses;

/// <summary>
/// What one update knows of its batch: real and generated samples with the discriminator's scores. Penalties read it.
/// </summary>
public sealed class Judged
{
    private readonly Lazy<Tensor> realScores;

    /// <summary>A batch whose real samples were scored.</summary>
    /// <param name="real">Real samples [N, …sample shape].</param>
    /// <param name="fake">Generated samples [N, …sample shape].</param>
    /// <param name="realScores">Scores of <paramref name="real"/> with their graph, [N].</param>
    /// <param name="fakeScores">Scores of <paramref name="fake"/> with their graph, [N].</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public Judged(Tensor real, Tensor fake, Tensor realScores, Tensor fakeScores)
        : this(real, fake, () => realScores, fakeScores)
    {
        ArgumentNullException.ThrowIfNull(realScores);
        _ = this.realScores.Value;
    }

    /// <summary>A batch whose real samples are scored only when somebody asks: a generator's update seldom
    /// does.</summary>
    /// <param name="real">Real samples [N, …sample shape].</param>
    /// <param name="fake">Generated samples [N, …sample shape].</param>
    /// <param name="realScores">Scores <paramref name="real"/>, [N]; called at most once.</param>
    /// <param name="fakeScores">Scores of <paramref name="fake"/> with their graph, [N].</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public Judged(Tensor real, Tensor fake, Func<Tensor> realScores, Tensor fakeScores)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(fake);
        ArgumentNullException.ThrowIfNull(realScores);
        ArgumentNullException.ThrowIfNull(fakeScores);
        Real = real;
        Fake = fake;
        FakeScores = fakeScores;
        this.realScores = new Lazy<Tensor>(realScores, LazyThreadSafetyMode.None);
    }

    /// <summary>Real samples [N, …sample shape].</summary>
    public Tensor Real { get; }

    /// <summary>Generated samples [N, …sample shape]. In a discriminator's update they have no graph.</summary>
    public Tensor Fake { get; }

    /// <summary>Scores of <see cref="Real"/> with their graph, [N].</summary>
    public Tensor RealScores => realScores.Value;

    /// <summary>Scores of <see cref="Fake"/> with their graph, [N].</summary>
    public Tensor FakeScores { get; }

    /// <summary>The latents that <see cref="Fake"/> was made from, [N, latent size]; null where there are
    /// none.</summary>
    public Tensor? Latents { get; init; }

    /// <summary>The condition of the batch (labels, int64 [N], or vectors, float [N, K]); null without
    /// conditioning.</summary>
    public Tensor? Condition { get; init; }
}

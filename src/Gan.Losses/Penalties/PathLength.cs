using System.Text;

namespace Gan.Losses;

/// <summary>
/// Path length regularisation of StyleGAN2, Karras et al. 2020, eq. 4 (arXiv:1912.04958): λ · E[(‖Jᵀy‖ − a)²], where J
/// is the Jacobian of the generator at its styles, y ~ N(0, 1) for each entry of the sample divided by √(H·W) for
/// images [C, H, W], and a the running mean of the lengths ‖Jᵀy‖. A step of a size in the latents then changes the
/// sample by an equal size everywhere.
/// </summary>
/// <remarks>
/// The running mean starts at 0 in the context's memory, takes in each batch before it is used, and carries no
/// gradient. Of a generator with styles (<see cref="PenaltyContext.Styles"/>) lengths are taken with respect to them,
/// as in the paper, where the squared length is the mean over layers; of any other, with respect to its latents. It
/// costs a pass and a double backward pass of the generator; StyleGAN2 applies it in each fourth update.
/// </remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 2 is that of the authors' code.</param>
/// <param name="Decay">Share of an update in the running mean, in [0, 1]; the default 0.01 is the paper's.</param>
public sealed record PathLength(double Lambda = 2, double Decay = 0.01) : IGeneratorPenalty
{
    /// <summary>Share of the batch that lengths are taken of, its first samples; in (0, 1]. Default 1; the authors'
    /// code has 0.5, which halves the cost.</summary>
    public double BatchShare { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.AtLeast(0, Lambda), Bounds.Within(0, 1, Decay), Bounds.In("(0, 1]", BatchShare));

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var count = context.Latents.shape[0];
        var latents = context.Latents.narrow(0, 0, Math.Max(1, (long)(count * BatchShare))).detach();
        var start = Start(context, latents);
        var samples = context.Synthesise is { } synthesise ? synthesise(start) : context.Generator(start);
        var shape = samples.shape;
        var pixels = shape.Skip(2).Aggregate(1.0, (a, b) => a * b);
        var y = Draws.Normal(shape, samples, context.Random) / Math.Sqrt(pixels);
        var gradient =
            ScoreGradient.Differentiable((samples * y).sum(), start)
            ?? throw new InvalidOperationException(
                "PathLength needs the gradient of the generator's samples with respect to its latents: "
                    + "call it with gradients enabled, and make the samples from the latents."
            );
        var lengths = ScoreGradient.Root(Squares(gradient, context.Synthesise is not null));
        var mean = context.Memory.RunningMean("path length", lengths.mean(), 1 - Decay, start: 0);
        return Lambda * (lengths - mean).square().mean();
    }

    // Styles with their graph: the mapping network learns too.
    private static Tensor Start(PenaltyContext context, Tensor latents)
    {
        if (context.Styles is not { } map)
        {
            return latents.requires_grad_();
        }
        var styles = map(latents);
        return styles.requires_grad ? styles : styles.detach().requires_grad_();
    }

    private static Tensor Squares(Tensor gradient, bool ofStyles) =>
        ofStyles ? gradient.square().sum(2).mean([1]) : gradient.flatten(1).square().sum(1);

    // A share of 1 is not told, so that trainings from before there was one go on.
    private bool PrintMembers(StringBuilder text)
    {
        var share = BatchShare == 1 ? "" : $", BatchShare = {BatchShare}";
        var members = $"Lambda = {Lambda}, Decay = {Decay}{share}";
        text.Append(members);
        return true;
    }
}

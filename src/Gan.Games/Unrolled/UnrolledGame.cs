using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// The classic game with a generator that looks ahead (Metz et al. 2017, arXiv:1611.02163): it is judged by the
/// discriminator that K steps of gradient descent on this batch would make, and its gradient goes through those steps.
/// The discriminator itself learns as ever. A generator that gathers on one mode sees that this will be found out.
/// </summary>
public sealed class UnrolledGame : ClassicGame
{
    private readonly UnrolledOptions options;
    private readonly GanSettings settings;
    private readonly DiscriminatorNetwork discriminator;

    /// <summary>Makes both networks from the settings.</summary>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public UnrolledGame(GameSetup setup, UnrolledOptions options)
        : base(setup)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        settings = setup.Settings;
        discriminator = (DiscriminatorNetwork)Discriminator.Network;
    }

    /// <inheritdoc/>
    protected override Tensor Fool(Turn turn, Part part, Tensor fake)
    {
        if (options.Steps == 0)
        {
            return base.Fool(turn, part, fake);
        }
        var (value, gradient) = Unroll(turn, part, fake.detach());
        var through = (fake * gradient).sum(); // its gradient is that of the value, whose graph is gone
        return value + through - through.detach();
    }

    /// <summary>The generator's loss against θ_K and its whole gradient with respect to the generated samples. One step
    /// is held at a time: the way back loads the weights of each step and computes it again.</summary>
    private (Tensor Value, Tensor Gradient) Unroll(Turn turn, Part part, Tensor fake)
    {
        using var unrolled = new UnrolledWeights(discriminator, turn.Device);
        var path = new List<Tensor[]>();
        for (var step = 0; step < options.Steps; step++)
        {
            path.Add(unrolled.Copy());
            using var scope = NewDisposeScope();
            unrolled.Descend(Slope(unrolled, part, fake, graph: false), options.LearningRate);
        }
        unrolled.Rewind();
        var samples = fake.requires_grad_();
        var value = base.Fool(turn, part, samples);
        var ends = autograd.grad([value], [samples, .. unrolled.Weights], allow_unused: true);
        var gradient = ends[0];
        var adjoint = unrolled.Weights.Select((weight, i) => ends[i + 1] ?? zeros_like(weight)).ToArray();
        for (var step = options.Steps - 1; step >= 0; step--)
        {
            unrolled.Load(path[step]);
            var slope = Slope(unrolled, part, samples, graph: true);
            var along = stack(slope.Select((s, i) => (s * adjoint[i]).sum())).sum();
            var back = autograd.grad([along], [samples, .. unrolled.Weights], allow_unused: true);
            gradient = Back(gradient, back[0]);
            adjoint = [.. adjoint.Select((a, i) => Back(a, back[i + 1]))];
        }
        return (value.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <summary>The gradient of the discriminator's loss by the weights loaded.</summary>
    private Tensor[] Slope(UnrolledWeights unrolled, Part part, Tensor fake, bool graph)
    {
        unrolled.Rewind();
        var (realScores, fakeScores) = discriminator.Scores(discriminator.Reals(part.Real), fake, part.Condition);
        var loss = settings.Loss.Discriminator(realScores, fakeScores);
        var slope = autograd.grad(
            [loss],
            unrolled.Weights,
            retain_graph: graph,
            create_graph: graph,
            allow_unused: true
        );
        return [.. slope.Select((s, i) => s ?? zeros_like(unrolled.Weights[i]))];
    }

    // a ← a − η ∂(∇f · v): what a step of descent does to a gradient on its way back.
    private Tensor Back(Tensor adjoint, Tensor? change) =>
        change is null ? adjoint : adjoint - (options.LearningRate * change);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems(GameSetup setup)
    {
        foreach (var problem in base.Problems(setup).Concat(options.Problems()))
        {
            yield return problem;
        }
        if (options.Steps == 0)
        {
            yield break;
        }
        foreach (var term in Terms())
        {
            yield return new Problem(
                $"UnrolledGame looks ahead along the losses alone, but {term.GetType().Name} is part of an objective.",
                "Take a loss without penalties, such as WithVanilla() or WithLsgan(), or leave unrolling out."
            );
        }
        if (settings.Transfer?.Freeze.Count > 0)
        {
            yield return new Problem(
                "UnrolledGame lets all weights of the discriminator take the steps ahead, but TransferOptions.Freeze "
                    + "holds some.",
                "Leave one of the two out."
            );
        }
    }

    private IEnumerable<object> Terms() =>
        [
            .. settings.Penalties.Select(term => term.Penalty),
            .. settings.GeneratorPenalties.Select(term => term.Penalty),
        ];

    /// <inheritdoc/>
    public override IEnumerable<SplitProblem> SplitProblems(GameSetup setup) =>
        options.Steps == 0
            ? base.SplitProblems(setup)
            :
            [
                new SplitProblem(
                    new Problem(
                        "The steps ahead of UnrolledGame are taken on a whole batch, which MicroBatch would split.",
                        "Leave one of the two out."
                    ),
                    Refused: true
                ),
            ];
}

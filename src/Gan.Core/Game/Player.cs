using Gan.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Who learns in a game: a network with its optimiser. The trainer stores it, resumes it, watches it and disposes it.
/// </summary>
public sealed class Player : IDisposable
{
    private PlayerOptimizer? optimizer;
    private MovingAverage? average;

    /// <summary>Makes a player.</summary>
    /// <param name="name">
    /// A noun in small letters, such as "discriminator": in messages, logs and names of files, and part of the seeds of
    /// what the player draws. Letters, digits, spaces and hyphens.
    /// </param>
    /// <param name="network">What learns; a module that holds several where the player has several. The player owns
    /// it.</param>
    /// <param name="optimizer">How it learns.</param>
    /// <exception cref="ArgumentException">The name is empty or holds other characters.</exception>
    /// <exception cref="ArgumentNullException">The network or the optimiser is null.</exception>
    public Player(string name, nn.Module network, OptimizerOptions optimizer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not (' ' or '-')))
        {
            throw new ArgumentException(
                $"A player's name has letters, digits, spaces and hyphens, but was '{name}'.",
                nameof(name)
            );
        }
        Name = name;
        Purposes = PlayerPurposes.Of(name);
        Network = network;
        Optimizer = optimizer;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The network that learns.</summary>
    public nn.Module Network { get; }

    /// <summary>How it learns.</summary>
    public OptimizerOptions Optimizer { get; }

    /// <summary>Constraints on its weights, applied after each of its updates.</summary>
    public IReadOnlyList<IParameterConstraint> Constraints { get; init; } = [];

    /// <summary>A second network of the same shape that follows the first as a moving average; null without
    /// one.</summary>
    public nn.Module? Average { get; init; }

    /// <summary>Decay of the moving average, in [0, 1). It rises from 0.1 as (1 + k) / (10 + k) in step k.</summary>
    public double AverageDecay { get; init; }

    /// <summary>The moving average by its half-life in images, in place of <see cref="AverageDecay"/>; null (the
    /// default) for that.</summary>
    public HalfLife? AverageHalfLife { get; init; }

    /// <summary>What it remembers from step to step, by name: checkpoints hold it. The game's constructor makes the
    /// entries; their names have no slash.</summary>
    public IDictionary<string, PenaltyMemory> State { get; } =
        new SortedDictionary<string, PenaltyMemory>(StringComparer.Ordinal);

    /// <summary>The network to draw from: the average where there is one.</summary>
    public nn.Module Averaged => Average ?? Network;

    /// <summary>The learning rate of a step, schedule and returns to a checkpoint counted in.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <exception cref="InvalidOperationException">No trainer plays with it yet.</exception>
    public double LearningRate(long step) => Updates.LearningRate(step);

    /// <summary>What its updates draw.</summary>
    internal PlayerPurposes Purposes { get; }

    internal PlayerOptimizer Updates =>
        optimizer ?? throw new InvalidOperationException($"No trainer plays with the {Name} yet.");

    /// <summary>Where the step of its latest update stands, a dry one's too; what it adds to its objective follows
    /// it.</summary>
    internal TrainingMoment Moment { get; set; } = new(1, 1, 1);

    /// <summary>Makes optimiser and average, once the weights have their first values.</summary>
    internal void Begin(TrainingOptions training, bool kernels)
    {
        optimizer = new PlayerOptimizer(this, training, kernels);
        if (Average is not null)
        {
            average = new MovingAverage(Network, Average);
            average.Reset();
        }
    }

    /// <summary>Tells its networks where the step stands. Once a network is in another stage, the optimiser begins
    /// anew.</summary>
    internal void BeginStep(TrainingMoment moment)
    {
        var before = Stages();
        foreach (var part in Parts(Network).Concat(Parts(Average)))
        {
            if (part is DiscriminatorNetwork judge)
            {
                judge.BeginStep(moment);
            }
            else if (part is GeneratorNetwork maker)
            {
                maker.BeginStep(moment);
            }
        }
        if (!Stages().SequenceEqual(before))
        {
            optimizer?.Forget();
        }
    }

    /// <summary>Whether one of its networks follows the share of the training that is done.</summary>
    internal bool FollowsProgress =>
        Parts(Network)
            .Any(part =>
                part is DiscriminatorNetwork { FollowsProgress: true } or GeneratorNetwork { FollowsProgress: true }
            );

    private long[] Stages() =>
        [
            .. Parts(Network)
                .Select(part => part is DiscriminatorNetwork judge ? judge.Stage : ((GeneratorNetwork)part).Stage),
        ];

    // The networks of a module that holds several; what stands inside of one hears of it from there.
    private static IEnumerable<nn.Module> Parts(nn.Module? network) =>
        network switch
        {
            null => [],
            DiscriminatorNetwork or GeneratorNetwork => [network],
            _ => network.children().SelectMany(Parts),
        };

    /// <summary>All its parameters.</summary>
    internal Parameter[] Parameters => field ??= [.. Network.parameters()];

    internal void FollowAverage(TrainingMoment moment) =>
        average?.Follow(AverageHalfLife?.Decay(moment) ?? MovingAverage.Rising(AverageDecay, moment.Step));

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer?.Dispose();
        Network.Dispose();
        Average?.Dispose();
        foreach (var memory in State.Values)
        {
            memory.Dispose();
        }
    }
}

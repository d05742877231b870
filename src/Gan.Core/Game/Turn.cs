using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// One step in the making: what a game may use. It hands out batches and random numbers as functions of (seed, step),
/// and <see cref="Update"/> does around an objective what every game needs.
/// </summary>
public sealed class Turn
{
    private readonly GameSession session;
    private readonly TurnValues values = new();
    private readonly List<(NumberPlace Place, Tensor Tensor)> watched = [];
    private readonly DryRun? dry;
    private Batch? batch;
    private long batchesRead;
    private bool learning;

    internal Turn(GameSession session, long step, DryRun? dry = null)
    {
        this.session = session;
        this.dry = dry;
        Step = step;
    }

    /// <summary>Number of the step, from 1.</summary>
    public long Step { get; }

    /// <summary>The share of the training that is done, in [0, 1). A game that reads it is another one when the
    /// training has another number of steps, so that it does not go on from a checkpoint then.</summary>
    public double Progress
    {
        get
        {
            session.FollowsProgress = true;
            return Moment.Progress;
        }
    }

    /// <summary>Where the networks are.</summary>
    public Device Device => session.Device;

    /// <summary>True when <see cref="GanBuilder.Build"/> tries the game: nothing is learnt, and only the first update
    /// of each player is played.</summary>
    public bool IsDry => dry is not null;

    private TrainingMoment Moment => session.Settings.Training.Moment(Step);

    /// <summary>Tells a player's network and its average where the step stands, before the first update of either
    /// player: schedules, augmentations and growth follow it. When the network enters another stage, the player's
    /// optimiser begins anew.</summary>
    public void BeginStep(Player player)
    {
        ArgumentNullException.ThrowIfNull(player);
        session.CheckPlays(player);
        session.FollowsProgress |= player.FollowsProgress;
        player.BeginStep(Moment);
    }

    /// <summary>Goes on to the next batch of the data, for the updates that follow; the one before it is disposed. The
    /// first batch of a step needs no call.</summary>
    public void NextBatch()
    {
        CheckBetweenUpdates(nameof(NextBatch));
        var number = batchesRead++;
        session.CheckOrder(Step, number);
        if (dry is null)
        {
            DisposeBatch();
            // A scope of the game's own may end before the next update.
            batch = session.Read(Step, number).DetachFromDisposeScope();
        }
    }

    /// <summary>Disposes the last batch; the values are the caller's.</summary>
    internal void DisposeBatch()
    {
        batch?.Dispose();
        batch = null;
    }

    /// <summary>
    /// One update of a player: gradients of an objective for its weights alone, and a step of its optimiser. Tensors
    /// that the objective makes are disposed afterwards; <see cref="Report"/> keeps what is wanted of them.
    /// </summary>
    /// <param name="player">Who learns; the weights of all others are frozen meanwhile.</param>
    /// <param name="objective">What it minimises on the batch, or on a part of it where
    /// <see cref="TrainingOptions.MicroBatch"/> splits it: a scalar, as a mean over samples.</param>
    /// <param name="update">Number of the player's update in this step, from 0: it has random numbers of its
    /// own.</param>
    /// <returns>False when nothing was learnt: in a dry turn, and where <see cref="NumberGuard"/> left the update
    /// out.</returns>
    /// <exception cref="NonFiniteException">A number is not finite, and the guard's policy is not to go on.</exception>
    public bool Update(Player player, Func<Part, Tensor> objective, int update = 0)
    {
        ArgumentNullException.ThrowIfNull(player);
        ArgumentNullException.ThrowIfNull(objective);
        CheckBetweenUpdates(nameof(Update));
        session.CheckPlays(player);
        if (dry?.WasTried(player) == true)
        {
            return false;
        }
        var whole = CurrentBatch(); // outside the scope: the updates that follow use it too
        using var scope = NewDisposeScope();
        using var others = session.FreezeOthers(player);
        var parts = session.Parts(player, whole, Step, update);
        player.Moment = Moment;
        learning = true;
        if (dry is not null)
        {
            values.AddLoss(player.Name, dry.Try(player, parts, Objective));
            values.EndUpdate();
            learning = false;
            return false;
        }
        var optimizer = player.Updates;
        optimizer.ZeroGradients();
        session.Guard.BeginUpdate();
        var fault = Backward(player, parts, objective);
        learning = false;
        if (session.Processes is { } processes)
        {
            fault = processes.Agree(fault, Step, player.Name);
        }
        if (fault is null)
        {
            session.Processes?.SumGradients(player);
            optimizer.SetRates(Step);
            optimizer.ClipGradients();
            session.Guard.Step(player, Step, values);
            optimizer.ApplyConstraints();
            session.Guard.EndUpdate(player, Step, values);
        }
        else
        {
            session.Guard.Skip(fault);
        }
        values.EndUpdate(session.Processes);
        player.FollowAverage(Moment);
        return fault is null;

        Tensor Objective(Part part)
        {
            values.BeginPart(part.Weight);
            return objective(part);
        }
    }

    private void CheckBetweenUpdates(string call)
    {
        if (learning)
        {
            throw new GanConfigurationException([
                new Problem(
                    $"The game calls turn.{call} in an objective, while an update is under way.",
                    "Call it in Play, between the updates."
                ),
            ]);
        }
    }

    private Batch CurrentBatch()
    {
        if (batchesRead == 0)
        {
            NextBatch();
        }
        return dry?.Batch ?? batch!;
    }

    // The gradients of the parts add up to the whole batch's.
    private NonFiniteException? Backward(Player player, IReadOnlyList<Part> parts, Func<Part, Tensor> objective)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            using var scope = NewDisposeScope(); // a part's graph goes before the next one is made
            watched.Clear();
            values.BeginPart(parts[i].Weight);
            var loss = objective(parts[i]);
            (parts[i].Weight < 1 ? loss * parts[i].Weight : loss).backward();
            LayerKernels.ThrowIfFailed();
            values.AddLoss(player.Name, loss);
            var last = i == parts.Count - 1;
            if (session.Guard.FindFault(player, Step, loss, parts[i], watched, last) is { } fault)
            {
                return fault;
            }
        }
        return null;
    }

    /// <summary>Computes without gradients.</summary>
    public Tensor WithoutGradient(Func<Tensor> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        using var _ = no_grad();
        return make();
    }

    /// <summary>A stream of random numbers on the device, at its beginning; valid until the next call.</summary>
    /// <param name="purpose">What for: streams of different purposes are independent.</param>
    /// <param name="update">Number of the update in this step, where each needs numbers of its own.</param>
    public Generator Random(string purpose, int update = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        return session.Random.Stream(PlayerPurposes.OfGame(purpose), Step, update);
    }

    /// <summary>
    /// Reports a value of this step: its mean stands in <see cref="StepReport.Values"/>, and logs, charts and reports
    /// show it. In an update the values of a batch's parts are put together; a later update replaces them.
    /// </summary>
    /// <param name="name">
    /// Kind and owner, as charts group them, such as "score/real". Each update reports its objective as "loss/" and the
    /// player's name by itself.
    /// </param>
    /// <param name="value">A scalar, or [n, …] with a row a sample. Its graph is left out.</param>
    public void Report(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        values.Add(name, value);
    }

    /// <summary>
    /// Keeps a tensor for the later updates of this step, such as samples that another player judges; nobody else sees
    /// it. In an update the rows of a batch's parts are put together.
    /// </summary>
    /// <param name="name">By which <see cref="Value"/> gives it back; not that of a report.</param>
    /// <param name="value">[n, …], a row a sample. Its graph is left out.</param>
    public void Keep(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        values.Keep(name, value);
    }

    /// <summary>What was last reported or kept under a name, [N, …], without a graph.</summary>
    /// <exception cref="KeyNotFoundException">Nothing was reported or kept under it in this step.</exception>
    public Tensor Value(string name) => values[name];

    /// <summary>Names tensors of an objective that are looked through for the first number that is not finite, when the
    /// loss is not.</summary>
    public void Watch(NumberPlace place, params ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            watched.Add((place, tensor));
        }
    }

    internal TurnValues Values => values;
}

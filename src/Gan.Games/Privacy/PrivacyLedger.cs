using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>What was spent so far and the key of the noise. Both stand in a player's state, so that checkpoints hold
/// them: a training that goes on spends on top.</summary>
internal sealed class PrivacyLedger
{
    /// <summary>Its name in a player's state.</summary>
    internal const string Name = "privacy";

    private const string Key = "key";
    private const string Spent = "spent";
    private const string Count = "updates";

    private readonly PenaltyMemory memory;
    private readonly DifferentialPrivacy privacy;
    private readonly double[] each; // of one update
    private long latest; // step that was played, in this process

    internal PrivacyLedger(PenaltyMemory memory, Accountant accountant, DifferentialPrivacy privacy)
    {
        this.memory = memory;
        this.privacy = privacy;
        each = [.. accountant.Divergences()];
        using var scope = NewDisposeScope();
        memory.Remember(Key, tensor(SecretStream.Key(privacy.Seed)));
        memory.Remember(Spent, zeros(each.Length, dtype: ScalarType.Float64));
        memory.Remember(Count, tensor(0L));
    }

    /// <summary>Updates so far, those that were left out too.</summary>
    internal long Updates => memory.Recall(Count)!.cpu().item<long>();

    /// <summary>ε so far.</summary>
    internal double Epsilon => Accountant.Epsilon(Totals(0), privacy.Delta);

    /// <summary>ε after so many updates more.</summary>
    internal double After(long updates) => Accountant.Epsilon(Totals(updates), privacy.Delta);

    /// <summary>Begins a step. <see cref="PrivacyBudget"/> ends the training before; nothing goes beyond the budget
    /// where it was left out.</summary>
    /// <exception cref="InvalidOperationException">The step would spend more than the budget, or was played
    /// already.</exception>
    internal void Begin(long step, long updates)
    {
        if (After(updates) > privacy.Epsilon)
        {
            throw new InvalidOperationException(
                $"Step {step} would spend more than ε = {privacy.Epsilon} at δ = {privacy.Delta}: ε = {Epsilon:0.####} "
                    + $"is spent by {Updates} updates."
            );
        }
        if (step <= latest)
        {
            throw new InvalidOperationException(
                $"Step {step} was played already, and what a second play tells is not counted. Leave out what goes "
                    + "back to a checkpoint, and resume anew."
            );
        }
        latest = step;
    }

    /// <summary>Counts an update, before it is made.</summary>
    /// <returns>Its random numbers.</returns>
    internal SecretStream Spend()
    {
        using var scope = NewDisposeScope();
        var number = Updates;
        memory.Remember(Spent, tensor(Totals(1)));
        memory.Remember(Count, tensor(number + 1));
        return new SecretStream(memory.Recall(Key)!.cpu().data<long>().ToArray(), number);
    }

    private double[] Totals(long updates)
    {
        using var scope = NewDisposeScope();
        var spent = memory.Recall(Spent)!.cpu().data<double>().ToArray();
        return [.. spent.Select((total, i) => total + (updates * each[i]))];
    }
}

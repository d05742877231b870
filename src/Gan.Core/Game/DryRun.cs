using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Tries the objectives of a game on a batch, each player's once.</summary>
internal sealed class DryRun(Batch batch)
{
    private readonly Dictionary<Player, double> values = [];

    internal Batch Batch => batch;

    /// <summary>What does not fit, in sentences.</summary>
    internal List<Problem> Problems { get; } = [];

    /// <summary>The objectives by player; NaN for one that is no scalar.</summary>
    internal IReadOnlyDictionary<Player, double> Values => values;

    /// <summary>Whose objective is being computed; null between updates.</summary>
    internal Player? Tried { get; private set; }

    internal bool WasTried(Player player) => values.ContainsKey(player);

    /// <returns>The objective: NaN for one that is no scalar.</returns>
    internal Tensor Try(Player player, IReadOnlyList<Part> parts, Func<Part, Tensor> objective)
    {
        var sum = 0.0;
        Tried = player;
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            if (objective(part) is not { } loss)
            {
                Problems.Add(new Problem($"The {player.Name}'s objective is null.", "Return a scalar."));
                sum = double.NaN;
                break;
            }
            if (loss.numel() != 1)
            {
                Problems.Add(
                    new Problem(
                        $"The {player.Name}'s objective must be a scalar, but has shape {ShapeText.Of(loss.shape)}.",
                        "Let the loss and each penalty end in mean() or sum()."
                    )
                );
                sum = double.NaN;
                break;
            }
            if (!loss.requires_grad)
            {
                Problems.Add(
                    new Problem(
                        $"The {player.Name}'s objective does not depend on its weights, so that there is "
                            + "nothing to learn.",
                        "Compute it from what its network makes, with gradients enabled."
                    )
                );
            }
            sum += part.Weight * loss.ToDouble();
        }
        Tried = null;
        values[player] = sum;
        return tensor(sum);
    }
}

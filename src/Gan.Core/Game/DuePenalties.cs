using Gan.Losses;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Adds the penalties that are due to the objective of a discriminator. What they remember is the
/// player's state.</summary>
public sealed class DuePenalties
{
    private readonly Player player;
    private readonly DiscriminatorNetwork discriminator;
    private readonly IReadOnlyList<ScheduledPenalty> penalties;
    private readonly IReadOnlyList<PenaltyMemory> memories;

    /// <summary>The penalties of a player.</summary>
    /// <param name="penalties">The terms, such as <see cref="GanSettings.Penalties"/>.</param>
    /// <param name="player">Whose objective they join; its network is a <see cref="DiscriminatorNetwork"/>.</param>
    /// <exception cref="ArgumentException">Its network is another one, or one of the terms is null.</exception>
    public DuePenalties(IReadOnlyList<ScheduledPenalty> penalties, Player player)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        ArgumentNullException.ThrowIfNull(player);
        if (penalties.Any(term => term is null))
        {
            throw new ArgumentException("One of the penalties is null.", nameof(penalties));
        }
        discriminator =
            player.Network as DiscriminatorNetwork
            ?? throw new ArgumentException(
                $"Penalties need a player whose network is a DiscriminatorNetwork, but that of the {player.Name} is a "
                    + $"{player.Network.GetType().Name}.",
                nameof(player)
            );
        this.player = player;
        this.penalties = penalties;
        memories = PenaltyMemories.Add(player, penalties.Select(p => p.Penalty));
    }

    /// <summary>A loss with the terms that are due.</summary>
    /// <param name="loss">The discriminator's loss.</param>
    /// <param name="number">Number of the discriminator's update, from 0: lazy penalties count it.</param>
    /// <param name="part">The part of the batch.</param>
    /// <param name="judged">Its samples with their scores.</param>
    /// <param name="generator">Latents to samples, for penalties that make samples of their own; null where there is
    /// no such network.</param>
    public Tensor AddTo(Tensor loss, long number, Part part, Judged judged, Func<Tensor, Tensor>? generator = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(judged);
        for (var i = 0; i < penalties.Count; i++)
        {
            var (penalty, every) = penalties[i];
            if (number % every == 0)
            {
                var weight = every * penalties[i].Schedule.At(player.Moment);
                var context = PenaltyContext.ForDiscriminator(judged, Score, part.RandomOfTerm(i));
                if (generator is not null)
                {
                    context = context with { Generator = MakeWithoutGradient };
                }
                using var share = part.Share();
                loss += weight * penalty.Penalty(discriminator.Complete(context, player, memories[i]));
            }
        }
        return loss;

        Tensor Score(Tensor samples) => discriminator.call(samples, judged.Condition);

        Tensor MakeWithoutGradient(Tensor latents)
        {
            using var _ = no_grad();
            return generator(latents);
        }
    }
}

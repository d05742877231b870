using Gan.Losses;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Adds the penalties that are due to the objective of a generator. What they remember is the player's
/// state.</summary>
internal sealed class DueGeneratorPenalties
{
    private readonly Player player;
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork discriminator;
    private readonly IReadOnlyList<ScheduledGeneratorPenalty> penalties;
    private readonly IReadOnlyList<PenaltyMemory> memories;

    internal DueGeneratorPenalties(
        IReadOnlyList<ScheduledGeneratorPenalty> penalties,
        Player player,
        DiscriminatorNetwork discriminator
    )
    {
        this.player = player;
        this.penalties = penalties;
        this.discriminator = discriminator;
        generator = (GeneratorNetwork)player.Network;
        memories = PenaltyMemories.Add(player, penalties.Select(p => p.Penalty));
    }

    /// <param name="loss">The generator's loss.</param>
    /// <param name="number">Number of the generator's update, from 0.</param>
    /// <param name="part">The part of the batch.</param>
    /// <param name="judged">Its samples with their scores.</param>
    internal Tensor AddTo(Tensor loss, long number, Part part, Judged judged)
    {
        for (var i = 0; i < penalties.Count; i++)
        {
            var (penalty, every) = penalties[i];
            if (number % every == 0)
            {
                var weight = every * penalties[i].Schedule.At(player.Moment);
                var context = PenaltyContext.ForGenerator(judged, Score, Make, part.RandomOfTerm(i));
                if (generator.Styled is { } styled)
                {
                    context = context with { Styles = Style, Synthesise = styled.Synthesise };
                }
                using var share = part.Share();
                loss += weight * penalty.Penalty(discriminator.Complete(context, player, memories[i]));
            }
        }
        return loss;

        Tensor Score(Tensor samples) => discriminator.call(samples, judged.Condition);

        Tensor Make(Tensor latents) => generator.Shown(latents, ConditionOf(latents));

        Tensor Style(Tensor latents) => generator.Styled!.Styles(latents, ConditionOf(latents));

        // a term may take the first samples alone
        Tensor? ConditionOf(Tensor latents) => judged.Condition?.narrow(0, 0, latents.size(0));
    }
}

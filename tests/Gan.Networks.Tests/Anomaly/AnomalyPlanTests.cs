using Gan.Losses;

namespace Gan.Networks.Tests;

public sealed class AnomalyPlanTests
{
    [Fact]
    public void All_that_stands_against_it_is_listed_at_once()
    {
        var plan = new AnomalyPlan
        {
            Networks = LinearGan.Plan with
            {
                PackSize = 2,
                Conditioning = new LabelConcatenation(),
                DataCondition = ConditionSpec.Labels(3),
            },
            Encoder = new MlpEncoder { LeakySlope = 1, Widths = [0] },
            FeatureWeight = -1,
            Search = new LatentSearch
            {
                Steps = 0,
                LearningRate = 0,
                FeatureShare = 2,
                Starts = 0,
            },
        };
        var text = string.Join("\n", plan.Problems());
        string[] named =
        [
            "FeatureWeight must be at least 0",
            "LatentSearch.Steps",
            "LatentSearch.LearningRate",
            "LatentSearch.FeatureShare",
            "LatentSearch.Starts",
            "MlpEncoder.LeakySlope",
            "MlpEncoder.Widths",
            "LabelConcatenation",
            "packs of 2",
        ];
        text.Should().ContainAll(named);
    }

    [Fact]
    public void An_encoder_leads_from_samples_to_latents_and_a_search_has_none()
    {
        var plan = new AnomalyPlan { Networks = LinearGan.Plan };
        plan.ReadsFeatures.Should().BeTrue();
        (plan with { Search = new() { FeatureShare = 0 } }).ReadsFeatures.Should().BeFalse();
        (plan with { Encoder = new MlpEncoder(), FeatureWeight = 0 }).ReadsFeatures.Should().BeFalse();
        plan.EncoderSpec.LatentSize.Should().Be(LinearGan.LatentSize);
        new Action(() => plan.MakeEncoder()).Should().Throw<InvalidOperationException>().WithMessage("*searched*");
    }
}

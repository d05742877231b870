using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

public sealed class GameSetupTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private void Try(GanBuilder builder, Action<GameSetup> look)
    {
        var looked = false;
        using var trainer = builder
            .WithGame(setup =>
            {
                look(setup);
                looked = true;
                var line = Line();
                return new AnyGame([line], turn => turn.Update(line, part => Mean(line, part)));
            })
            .Build();
        looked.Should().BeTrue();
    }

    private GanBuilder Decaying(double decay) =>
        Ring(
            data,
            new()
            {
                Steps = 1,
                BatchSize = 8,
                MovingAverageDecay = decay,
            }
        );

    [Fact]
    public void A_family_that_cannot_make_a_network_is_named_with_the_samples_and_what_was_thrown()
    {
        var thrown = new FormatException("no width");
        var build = Ring(data).WithNetworks(_ => throw thrown, spec => throw thrown, latentSize: 4).Build;
        var refusal = build.Should().Throw<GanConfigurationException>().Which;
        refusal.Problems.Should().Equal("CustomNetworks cannot make the generator for samples of shape [2]: no width");
        refusal.InnerException.Should().BeSameAs(thrown);
    }

    [Fact]
    public void A_family_gives_no_null()
    {
        Refusals(Ring(data).WithNetworks(_ => null!, _ => null!, latentSize: 4))
            .Should()
            .ContainSingle(p => p.EndsWith("CustomNetworks.Generator gave null."));
        Refusals(
                Ring(data)
                    .WithNetworks(
                        spec => GeneratorNetwork.Wrap(nn.Linear(spec.LatentSize, 2)),
                        _ => null!,
                        latentSize: 4
                    )
            )
            .Should()
            .ContainSingle(p => p.EndsWith("CustomNetworks.Discriminator gave null."));
    }

    [Fact]
    public void Networks_are_those_of_the_settings_with_weights_of_their_own() =>
        Try(
            Decaying(0),
            setup =>
            {
                setup.Device.Should().Be(CPU);
                setup.Settings.DataSet.Should().Be(data.Name);
                using var generator = setup.MakeGenerator();
                using var other = setup.MakeGenerator();
                using var discriminator = setup.MakeDiscriminator();
                var made = generator.call(zeros(3, 4), null);
                made.shape.Should().Equal(3, 2);
                discriminator.call(made, null).numel().Should().Be(3);
                (generator.parameters().First() - other.parameters().First())
                    .abs()
                    .max()
                    .ToDouble()
                    .Should()
                    .BePositive();
            }
        );

    [Theory]
    [InlineData(0)]
    [InlineData(0.99)]
    public void The_player_of_a_generator_learns_and_averages_as_the_settings_say(double decay) =>
        Try(
            Decaying(decay).WithOptimizers(new AdamOptions(3e-3)),
            setup =>
            {
                using var player = setup.MakePlayer(setup.MakeGenerator(), "painter");
                player.Name.Should().Be("painter");
                player.Optimizer.LearningRate.Should().Be(3e-3);
                player.AverageDecay.Should().Be(decay);
                (player.Average is not null).Should().Be(decay > 0);
                player.Averaged.Should().BeAssignableTo<GeneratorNetwork>();
                (player.Average?.training ?? false).Should().BeFalse();
            }
        );

    [Fact]
    public void A_discriminator_has_the_augmentations_of_the_settings_in_front()
    {
        var noise = new InstanceNoise(0.5, 1);
        Try(
            Ring(data).AddAugmentation(noise),
            setup =>
            {
                using var plain = setup.Settings.Plan.MakeDiscriminator();
                using var augmented = setup.MakeDiscriminator();
                augmented.parameters().Count().Should().Be(plain.parameters().Count());
                using var points = zeros(4, 2);
                var scores = augmented.call(points, null).flatten().data<float>().ToArray();
                scores.Distinct().Should().HaveCountGreaterThan(1, "equal points get noise of their own");
            }
        );
    }

    [Fact]
    public void A_discriminator_of_the_games_own_is_prepared_as_one_of_the_settings() =>
        Try(
            Ring(data).AddAugmentation(new InstanceNoise(0.5, 1)),
            setup =>
            {
                using var own = setup.Prepare(DiscriminatorNetwork.Wrap(nn.Linear(2, 1)));
                using var points = zeros(4, 2);
                var scores = own.call(points, null).flatten().data<float>().ToArray();
                scores.Distinct().Should().HaveCountGreaterThan(1, "equal points get noise of their own");
                FluentActions.Invoking(() => setup.Prepare(null!)).Should().Throw<ArgumentNullException>();
            }
        );

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void The_player_of_any_network_learns_and_averages_as_a_generator_does(double decay) =>
        Try(
            Decaying(decay),
            setup =>
            {
                var network = nn.Linear(2, 3);
                var average = nn.Linear(2, 3);
                using var player = setup.MakePlayer("encoder", network, () => average);
                player.Name.Should().Be("encoder");
                player.Network.Should().BeSameAs(network);
                player.Optimizer.Should().BeSameAs(setup.Settings.GeneratorOptimizer);
                player.AverageDecay.Should().Be(decay);
                player.Averaged.Should().BeSameAs(decay > 0 ? average : network);
                average.training.Should().Be(decay == 0, "samples come from it in evaluation mode");
                FluentActions
                    .Invoking(() => setup.MakePlayer("encoder", network, null!))
                    .Should()
                    .Throw<ArgumentNullException>();
            }
        );

    [Fact]
    public void The_settings_of_a_game_stand_beside_its_name()
    {
        string? Named(string? settings)
        {
            using var trainer = Ring(data)
                .WithGame(
                    _ =>
                    {
                        var line = Line();
                        return new AnyGame([line], turn => turn.Update(line, part => Mean(line, part)));
                    },
                    settings
                )
                .Build();
            return trainer.Settings.Game;
        }
        Named(null).Should().Be("AnyGame");
        Named("Weight = 3").Should().Be("AnyGame: Weight = 3");
    }
}

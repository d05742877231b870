using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

public sealed class PlayerTests
{
    [Theory]
    [InlineData("judge/1", "A player's name has letters, digits, spaces and hyphens, but was 'judge/1'.*")]
    [InlineData("../judge", "*but was '../judge'.*")]
    [InlineData("richter ä", "*but was 'richter ä'.*")]
    [InlineData(" ", "*")]
    public void A_name_with_other_characters_is_refused(string name, string message)
    {
        using var network = nn.Linear(1, 1);
        var make = () => new Player(name, network, new AdamOptions());
        make.Should().Throw<ArgumentException>().WithMessage(message).Which.ParamName.Should().Be("name");
    }

    [Fact]
    public void Network_and_optimiser_are_needed()
    {
        using var network = nn.Linear(1, 1);
        FluentActions
            .Invoking(() => new Player("judge", null!, new AdamOptions()))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("network");
        FluentActions
            .Invoking(() => new Player("judge", network, null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("optimizer");
    }

    [Fact]
    public void Before_a_training_there_is_no_rate()
    {
        using var player = new Player("first judge", nn.Linear(1, 1), new AdamOptions());
        player
            .Invoking(p => p.LearningRate(1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("No trainer plays with the first judge yet.");
    }

    [Fact]
    public void The_average_is_drawn_from_where_there_is_one()
    {
        using var plain = new Player("plain", nn.Linear(1, 1), new AdamOptions());
        plain.Averaged.Should().BeSameAs(plain.Network);
        using var averaged = new Player("averaged", nn.Linear(1, 1), new AdamOptions()) { Average = nn.Linear(1, 1) };
        averaged.Averaged.Should().BeSameAs(averaged.Average);
    }

    /// <summary>Grows with each ten images.</summary>
    private sealed class Growing : GeneratorNetwork
    {
        private readonly TorchSharp.Modules.Linear layer = nn.Linear(2, 2);

        internal Growing()
            : base("growing") => RegisterComponents();

        internal List<long> Told { get; } = [];

        internal double Weight => layer.bias![0].ToDouble();

        public override long Stage => Told.Count == 0 ? 0 : Told[^1] / 10;

        public override bool FollowsProgress => false;

        public override void BeginStep(TrainingMoment moment) => Told.Add(moment.Images);

        public override Tensor forward(Tensor latent, Tensor? condition) => layer.call(latent);
    }

    /// <summary>A module that holds a network, as that of a player with several does.</summary>
    private sealed class Holder : nn.Module
    {
        private readonly Growing part;

        internal Holder(Growing part)
            : base("holder")
        {
            this.part = part;
            RegisterComponents();
        }
    }

    // The first step of Adam is as long as the rate, whatever the gradient (Kingma and Ba 2015, section 2.1); later
    // ones are not, where gradients grow.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_and_average_are_told_the_moment_and_the_optimiser_begins_anew_in_another_stage(bool inside)
    {
        using var data = Gan.Data.GaussianMixture.Ring(count: 50);
        nn.Module Held(Growing part) => inside ? new Holder(part) : part;
        var average = new Growing();
        var network = new Growing();
        using var player = new Player("maker", Held(network), new AdamOptions(1e-3)) { Average = Held(average) };
        List<double> places = [];
        using var trainer = AnyGame
            .Ring(data, new() { Steps = 6, BatchSize = 4 })
            .WithGame(_ => new AnyGame(
                [player],
                turn =>
                {
                    places.Add(network.Weight);
                    turn.BeginStep(player);
                    turn.Update(player, part => Math.Pow(10, turn.Step) * network.call(part.Real, null).mean());
                }
            ))
            .Build();
        places.Clear();
        network.Told.Clear();
        average.Told.Clear();
        trainer.Steps().ToList();
        places.Add(network.Weight);
        network.Told.Should().Equal(0, 4, 8, 12, 16, 20);
        average.Told.Should().Equal(network.Told);
        var first = places.Zip(places.Skip(1)).Select(p => Math.Abs(Math.Abs(p.Second - p.First) - 1e-3) < 1e-6);
        first.Should().Equal(true, false, false, true, false, true);
    }

    [Fact]
    public void A_player_disposes_its_networks_and_what_it_remembers()
    {
        var network = nn.Linear(1, 1);
        var average = nn.Linear(1, 1);
        var weight = network.weight!;
        var averaged = average.weight!;
        var memory = new PenaltyMemory();
        using (var value = ones(1))
        {
            memory.Remember("value", value);
        }
        new Player("judge", network, new AdamOptions()) { Average = average, State = { ["pool"] = memory } }.Dispose();
        (weight.IsInvalid, averaged.IsInvalid, memory.Values.Count).Should().Be((true, true, 0));
    }
}

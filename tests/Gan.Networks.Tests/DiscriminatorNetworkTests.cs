using Gan.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks;

public class DiscriminatorNetworkTests
{
    [Fact]
    public void A_wrapped_module_s_column_of_scores_becomes_a_row()
    {
        using var network = DiscriminatorNetwork.Wrap(Linear(3, 1));
        using var scores = network.call(zeros(4, 3), null);
        scores.shape.Should().Equal(4);
        new Action(() => DiscriminatorNetwork.Wrap(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("module");
    }

    public static TheoryData<string, bool> Discriminators =>
        new()
        {
            { "mlp", true },
            { "dcgan", true },
            { "tutorial", true },
            { "paper", false },
            { "paper, instance", true },
            { "paper, layer", true },
            { "paper, spectral", false },
            { "minibatch", false },
            { "resnet", false },
            { "resnet, none", true },
            { "wrapped", true },
            { "wrapped, batch", false },
            { "wrapped, of one's own", false },
        };

    [Theory]
    [MemberData(nameof(Discriminators))]
    public void Real_and_generated_samples_go_through_in_one_pass_where_that_gives_the_same(
        string name,
        bool samplewise
    )
    {
        using var scope = NewDisposeScope();
        using var network = Made(name, new NetworkSpec([1, 32, 32], 8, GradientPenalty: name == "dcgan"));
        Check(network, samplewise, [1, 32, 32], null);
    }

    [Fact]
    public void Conditions_go_through_with_their_samples()
    {
        using var scope = NewDisposeScope();
        foreach (
            var conditioning in new IConditioning[]
            {
                new LabelConcatenation(),
                new ProjectionConditioning(),
                new MappedProjection(),
                new LabelEmbedding(),
            }
        )
        {
            using var trainer = Tiny.Builder().WithMlp().WithConditioning(conditioning).Build();
            Check(trainer.Context.Discriminator, true, [1, 8, 8], tensor(new long[] { 0, 2, 1, 1 }));
        }
    }

    private sealed class Lying : DiscriminatorNetwork
    {
        private readonly Module<Tensor, Tensor> score = Linear(64, 1);

        internal Lying()
            : base(nameof(Lying)) => RegisterComponents();

        public override bool IsSamplewise => true;

        public override Tensor forward(Tensor sample, Tensor? condition) =>
            score.call(sample.flatten(1) - sample.flatten(1).mean([0])).flatten();
    }

    [Fact]
    public void A_discriminator_that_says_so_falsely_is_refused() =>
        Tiny.Builder()
            .WithNetworks(s => new MlpOptions { GeneratorWidths = [8] }.Generator(s), _ => new Lying(), 4)
            .Invoking(b => b.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Lying says IsSamplewise, but scores a sample otherwise when others are in its batch*");

    private static void Check(DiscriminatorNetwork network, bool samplewise, long[] shape, Tensor? labels)
    {
        network.IsSamplewise.Should().Be(samplewise);
        if (!samplewise)
        {
            return;
        }
        network.eval(); // dropout draws anew in each pass
        Tensor real = randn([4, .. shape]);
        Tensor fake = randn([4, .. shape]);
        var (realScores, fakeScores) = network.Scores(real, fake, labels);
        foreach (var (joint, sample) in new[] { (realScores, real), (fakeScores, fake) })
        {
            var alone = cat([
                .. Enumerable.Range(0, 4).Select(i => network.call(sample[i].unsqueeze(0), labels?[i].reshape(1))),
            ]);
            (joint - alone)
                .abs()
                .max()
                .item<float>()
                .Should()
                .BeLessThan(1e-5f * (1 + alone.abs().max().item<float>()), "each sample's score is its own");
        }
    }

    private static DiscriminatorNetwork Made(string name, NetworkSpec spec)
    {
        Module<Tensor, Tensor>[] layers = [Flatten(1), Linear(1024, 8)];
        DiscriminatorNetwork Paper(DiscriminatorNorm norm) =>
            new DcganOptions
            {
                Layout = DcganLayout.Paper,
                FeatureMaps = 4,
                DiscriminatorNorm = norm,
            }.Discriminator(spec);
        return name switch
        {
            "mlp" => new MlpOptions().Discriminator(spec),
            "dcgan" => new DcganOptions { FeatureMaps = 4 }.Discriminator(spec),
            "tutorial" => (DcganOptions.Tutorial with { FeatureMaps = 4 }).Discriminator(spec),
            "paper" => Paper(DiscriminatorNorm.Batch),
            "paper, instance" => Paper(DiscriminatorNorm.Instance),
            "paper, layer" => Paper(DiscriminatorNorm.Layer),
            "paper, spectral" => Paper(DiscriminatorNorm.Spectral),
            "minibatch" => new DcganOptions { FeatureMaps = 4, MinibatchStd = true }.Discriminator(spec),
            "resnet" => new ResNetOptions { DiscriminatorMaps = 4 }.Discriminator(spec),
            "resnet, none" => new ResNetOptions
            {
                DiscriminatorMaps = 4,
                DiscriminatorNorm = DiscriminatorNorm.None,
            }.Discriminator(spec),
            "wrapped" => DiscriminatorNetwork.Wrap(Sequential([.. layers, LeakyReLU(0.2), Linear(8, 1)])),
            "wrapped, batch" => DiscriminatorNetwork.Wrap(Sequential([.. layers, BatchNorm1d(8), Linear(8, 1)])),
            _ => DiscriminatorNetwork.Wrap(Sequential([.. layers, new Own(), Linear(8, 1)])),
        };
    }

    private sealed class Own() : Module<Tensor, Tensor>("own")
    {
        public override Tensor forward(Tensor input) => input - input.mean([0]);
    }
}

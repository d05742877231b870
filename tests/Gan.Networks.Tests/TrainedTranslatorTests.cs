using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class TrainedTranslatorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan").FullName;

    private string File => Path.Combine(folder, "t.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static float[] Values(Tensor t) => t.data<float>().ToArray();

    private static TranslatorPlan Plan(ITranslatorFamily family, long scale = 1, long channels = 1) =>
        new()
        {
            Family = family,
            InputShape = [channels, 16, 16],
            OutputShape = [1, scale * 16, scale * 16],
            Kind = (scale, channels) switch
            {
                (> 1, _) => TranslationKind.SuperResolution,
                (_, > 1) => TranslationKind.Completion,
                _ => TranslationKind.Translation,
            },
        };

    private static TrainedTranslator Make(TranslatorPlan plan)
    {
        using var network = plan.MakeTranslator();
        return TrainedTranslator.Of(network, plan, "data", 12);
    }

    private static readonly UNet Noisy = new() { Depth = 3, FeatureMaps = 8 };

    [Fact]
    public void Equal_seeds_give_equal_noise_and_others_another()
    {
        using var scope = NewDisposeScope();
        using var translator = Make(Plan(Noisy));
        var input = rand(3, 1, 24, 16) * 2 - 1;
        Values(translator.Translate(input, seed: 5)).Should().Equal(Values(translator.Translate(input, seed: 5)));
        Values(translator.Translate(input, seed: 5)).Should().NotEqual(Values(translator.Translate(input, seed: 6)));
        translator.Translate(input).shape.Should().Equal(3, 1, 24, 16);
        translator.Translate(input).requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Many_images_give_what_each_gives_alone()
    {
        using var scope = NewDisposeScope();
        using var translator = Make(Plan(new ResNetTranslator { Blocks = 1, FeatureMaps = 2 }));
        var input = rand(5, 1, 256, 256) * 2 - 1; // four images of this size are made at once
        var all = translator.Translate(input);
        foreach (var i in new[] { 0, 3, 4 })
        {
            all[i..(i + 1)].allclose(translator.Translate(input[i..(i + 1)]), atol: 1e-5).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Tiles_give_what_the_whole_image_gives_where_the_overlap_is_as_wide_as_the_network_sees(long scale)
    {
        using var scope = NewDisposeScope();
        // a pixel sees 1 (first) + 2 (block) + 1 (enlarged) + at most 1 (at the larger sizes) of the input, and the
        // bilinear base 1
        using var translator = Make(Plan(new SrResNet { Blocks = 1, FeatureMaps = 4 }, scale));
        var input = rand(2, 1, 37, 22) * 2 - 1;
        var whole = translator.Translate(input);
        var tiles = translator.Upscale(input, tile: 10, overlap: 6);
        tiles.shape.Should().Equal(2, 1, 37 * scale, 22 * scale);
        tiles.allclose(whole, rtol: 0, atol: 1e-5).Should().BeTrue();
        translator.Upscale(input, tile: 10, overlap: 0).allclose(whole, rtol: 0, atol: 1e-5).Should().BeFalse();
        Values(translator.Upscale(input, tile: 100)).Should().Equal(Values(whole));
    }

    [Fact]
    public void A_completion_leaves_known_pixels_bit_for_bit_and_does_not_look_into_the_hole()
    {
        using var scope = NewDisposeScope();
        using var translator = Make(Plan(new GatedTranslator { FeatureMaps = 2 }, channels: 2));
        var image = rand(3, 1, 20, 16) * 2 - 1;
        var mask = zeros(3, 1, 20, 16);
        mask[.., .., 4..9, 5..11] = 1;
        var filled = translator.Complete(image, mask);
        var known = mask.eq(0);
        Values(filled[known]).Should().Equal(Values(image[known]));
        Values(filled[~known]).Should().NotEqual(Values(image[~known]));
        var other = where(known, image, full_like(image, double.NaN));
        Values(translator.Complete(other, mask)).Should().Equal(Values(filled));
        Values(translator.Complete(image, mask[..1])).Should().Equal(Values(filled), "one mask for all");
    }

    [Fact]
    public void Images_that_the_network_makes_nothing_of_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var translator = Make(Plan(Noisy));
        void Refuses(Tensor input, string message) =>
            translator.Invoking(t => t.Translate(input)).Should().Throw<ArgumentException>().WithMessage(message);
        Refuses(rand(1, 3, 16, 16), "Images must be floats [N, 1, H, W] with N at least 1, but were Float32 *");
        Refuses(ones(1, 1, 16, 16, dtype: int64), "Images must be floats *, but were Int64 *");
        Refuses(rand(1, 16, 16), "Images must be floats *");
        Refuses(
            rand(1, 1, 20, 16),
            "*multiples of 8 from 8 up, but the images are 20x16. Resize or pad them, to 16x16 or 24x16 *"
        );
        translator.Invoking(t => t.Translate(null!)).Should().Throw<ArgumentNullException>();
        translator
            .Invoking(t => t.Upscale(rand(1, 1, 16, 16)))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Upscale needs a translator whose kind is SuperResolution, but this one's is Translation. *");
        translator.Invoking(t => t.Complete(rand(1, 1, 16, 16), rand(1))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Masks_and_images_of_a_completion_are_checked()
    {
        using var scope = NewDisposeScope();
        using var translator = Make(Plan(new ContextEncoder { FeatureMaps = 2, Bottleneck = 3 }, channels: 2));
        void Refuses(Tensor image, Tensor mask, string message) =>
            translator.Invoking(t => t.Complete(image, mask)).Should().Throw<ArgumentException>().WithMessage(message);
        var image = rand(2, 1, 16, 16);
        Refuses(image, ones(2, 1, 16, 8), "The mask must be [2, 1, 16, 16] with 1 in the hole*[2, 1, 16, 8].*");
        Refuses(image, 0.5 * ones(2, 1, 16, 16), "The mask must be *[2, 1, 16, 16] and other values.*");
        Refuses(rand(1, 2, 16, 16), ones(1, 1, 16, 16), "Images must be floats [N, 1, H, W] *");
        Refuses(rand(1, 1, 32, 32), ones(1, 1, 32, 32), "This network takes images of 16x16 and no others*");
    }

    [Fact]
    public void A_file_gives_the_same_translator_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var plans = new[]
        {
            Plan(Noisy with { Norm = TranslatorNorm.Batch }),
            Plan(new ResNetTranslator { Blocks = 1, FeatureMaps = 2 }),
            Plan(new SrResNet { Blocks = 1, FeatureMaps = 4 }, scale: 2),
            Plan(
                new SrResNet
                {
                    Blocks = 1,
                    FeatureMaps = 4,
                    BatchNorm = true,
                },
                scale: 4
            ),
            Plan(
                new Rrdb
                {
                    Blocks = 1,
                    FeatureMaps = 4,
                    Growth = 2,
                },
                scale: 2
            ),
            Plan(new ContextEncoder { FeatureMaps = 2, Bottleneck = 3 }, channels: 2),
            Plan(new GatedTranslator { FeatureMaps = 2 }, channels: 2),
            Plan(new PartialUNet { Depth = 2, FeatureMaps = 2 }, channels: 2),
        };
        foreach (var plan in plans)
        {
            using var saved = Make(plan);
            saved.Save(File);
            using var loaded = TrainedTranslator.Load(File, "cpu");
            loaded.Plan.Family.Should().Be(plan.Family);
            loaded.Plan.Kind.Should().Be(plan.Kind);
            loaded.Plan.Scale.Should().Be(plan.OutputShape[1] / 16);
            loaded.Step.Should().Be(12);
            loaded.ToString().Should().Be(saved.ToString()).And.StartWith("Translator of 12 steps: [");
            var input = rand(2, plan.InputShape[0], 16, 16).round();
            Values(loaded.Translate(input, 3))
                .Should()
                .Equal(Values(saved.Translate(input, 3)), plan.Family.Describe());
        }
    }

    [Fact]
    public void A_file_of_the_other_kind_is_refused_in_a_sentence()
    {
        using (var translator = Make(Plan(Noisy)))
        {
            translator.Save(File);
        }
        new Action(() => TrainedGan.Load(File))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{File}' holds a translator, not a GAN. Load it with TrainedTranslator.Load.");
        new Action(() => TrainedDiscriminator.Load(File))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*Load it with TrainedTranslator.Load.");
        using (var gan = Tiny.Builder().Train())
        {
            gan.Save(File);
        }
        new Action(() => TrainedTranslator.Load(File))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{File}' holds a GAN's network, not a translator. Load it with TrainedGan.Load*");
    }

    [Fact]
    public void Damaged_and_forged_files_are_refused_before_a_network_is_made()
    {
        using (var translator = Make(Plan(Noisy)))
        {
            translator.Save(File);
        }
        void Refuses(string key, string value, string message)
        {
            var (tensors, metadata) = Safetensors.Load(File);
            var forged = new Dictionary<string, string>(metadata) { [key] = value };
            var path = Path.Combine(folder, "forged.safetensors");
            Safetensors.Save(path, tensors, forged);
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
            new Action(() => TrainedTranslator.Load(path))
                .Should()
                .Throw<InvalidDataException>()
                .WithMessage($"'{path}' holds no translator that can be loaded: {message}");
        }
        Refuses("gan.translation", "7", "its metadata cannot be read: gan.translation is 7.");
        Refuses("gan.step", "-1", "its metadata cannot be read: gan.step is -1.");
        Refuses("gan.input", "[1,16]", "its metadata cannot be read: A translator makes images*");
        Refuses("gan.input", "[1,20,20]", "its metadata cannot be read: *");
        Refuses(
            "gan.translator.options",
            """{"Depth":3,"FeatureMaps":3000000}""",
            "it describes a network of at least *"
        );
        Refuses("gan.translator.options", """{"Depth":3,"FeatureMaps":4}""", "tensor '* but the network has *");
        Refuses("gan.translator", "Nothing", "it was trained with networks of your own, 'Nothing'. Allow its type *");
    }

    [Fact]
    public void A_network_that_was_not_made_from_the_plan_is_refused()
    {
        using var network = Plan(new GatedTranslator { FeatureMaps = 2 }).MakeTranslator();
        new Action(() => TrainedTranslator.Of(network, Plan(Noisy), "data", 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The network was not made from the plan: its tensors do not fit *");
    }

    /// <summary>A translator from outside of the library.</summary>
    public sealed record OwnTranslator(long Width = 2) : ITranslatorFamily
    {
        public TranslatorNetwork Translator(TranslatorSpec spec) =>
            TranslatorNetwork.Wrap(
                nn.Sequential(
                    spec.InPrecision(nn.Conv2d(spec.InputChannels, Width, 3, padding: 1), channelsLast: true),
                    spec.InPrecision(nn.Conv2d(Width, spec.OutputChannels, 3, padding: 1)),
                    nn.Tanh()
                )
            );
    }

    [Fact]
    public void A_translator_of_ones_own_is_loaded_from_the_file_alone_or_with_the_function_that_makes_it()
    {
        using var scope = NewDisposeScope();
        KnownTypes.Allow<OwnTranslator>();
        var input = rand(1, 1, 9, 7);
        using var own = Make(Plan(new OwnTranslator(3)));
        own.Save(File);
        using (var loaded = TrainedTranslator.Load(File))
        {
            loaded.Plan.Family.Should().Be(new OwnTranslator(3));
            Values(loaded.Translate(input)).Should().Equal(Values(own.Translate(input)));
        }
        var custom = new CustomTranslator(new OwnTranslator(3).Translator);
        using var other = Make(Plan(custom));
        other.Save(File);
        new Action(() => TrainedTranslator.Load(File))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*trained with networks of your own. Pass the function that makes the translator: *");
        using var again = TrainedTranslator.Load(File, translator: custom.Make);
        Values(again.Translate(input)).Should().Equal(Values(other.Translate(input)));
    }

    [Fact]
    public void A_disposed_translator_says_so()
    {
        var translator = Make(Plan(Noisy));
        translator.Dispose();
        translator.Invoking(t => t.Save(File)).Should().Throw<ObjectDisposedException>();
        translator.Invoking(t => t.Translate(rand(1, 1, 16, 16))).Should().Throw<ObjectDisposedException>();
    }
}

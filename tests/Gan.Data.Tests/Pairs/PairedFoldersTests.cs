using Gan.Data.Tests.Images;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public sealed class PairedFoldersTests : FolderTest
{
    private string Sketches => Path.Combine(folder.Path, "sketches");

    private string Photos => Path.Combine(folder.Path, "photos");

    [Fact]
    public void Images_of_one_name_are_pairs_whatever_their_ending()
    {
        Pair("b.bmp", 1, "b.dib", 101);
        Pair("cats/a.dib", 2, "cats/a.bmp", 102);
        Pair("a.bmp", 3, "a.bmp", 103);
        using var data = PairedFolders.Load(Sketches, Photos, Bmp.Small with { Labels = ImageLabels.None });
        data.Name.Should().Be("sketches to photos");
        data.Count.Should().Be(3);
        data.Targets.Files.Should().Equal("a.bmp", "b.dib", "cats/a.bmp");
        data.Inputs.Files.Should().Equal("a.bmp", "b.bmp", "cats/a.dib");
        Reds(data).Should().Equal((3, 103), (1, 101), (2, 102));
        data.Inputs.Skipped.Concat(data.Targets.Skipped).Should().BeEmpty();
        using var stream = new BatchStream(data, 2, seed: 1, CPU, workers: 2);
        using var batch = stream.Read(5);
        Red(batch.Samples).Should().Equal(Red(batch.Input!).Select(red => red + 100));
    }

    [Fact]
    public void What_is_in_no_pair_is_listed_with_the_reason()
    {
        Pair("a.bmp", 1, "a.bmp", 101);
        folder.Put("sketches/alone.bmp");
        folder.Put("photos/lonely.bmp");
        folder.Put("sketches/twice.bmp");
        folder.Put("sketches/twice.dib");
        folder.Put("photos/twice.bmp");
        folder.Put("sketches/wide.bmp", Bmp.Of(1, 1, 1, 4, 8));
        folder.Put("photos/wide.bmp", Bmp.Of(1, 1, 1, 8, 8));
        folder.Put("sketches/hurt.bmp");
        folder.Put("photos/hurt.bmp", [1, 2, 3]);
        folder.Put("sketches/broken.bmp", []);
        folder.Put("photos/broken.bmp");
        folder.Put("photos/readme.txt");
        var log = new RecordingLogger();
        using var data = PairedFolders.Load(Sketches, Photos, Bmp.Small, log: log);
        Reds(data).Should().Equal((1, 101));
        data.Inputs.Skipped.Select(image => (image.File, image.Fault))
            .Should()
            .Equal(
                ("alone.bmp", ImageFault.NoPartner),
                ("broken.bmp", ImageFault.Empty),
                ("hurt.bmp", ImageFault.NoPartner),
                ("twice.bmp", ImageFault.SameName),
                ("twice.dib", ImageFault.SameName),
                ("wide.bmp", ImageFault.OtherShape)
            );
        data.Targets.Skipped.Select(image => (image.File, image.Fault))
            .Should()
            .Equal(
                ("broken.bmp", ImageFault.NoPartner),
                ("hurt.bmp", ImageFault.Unsupported),
                ("lonely.bmp", ImageFault.NoPartner),
                ("readme.txt", ImageFault.NotAnImage),
                ("twice.bmp", ImageFault.SameName),
                ("wide.bmp", ImageFault.NoPartner)
            );
        Reason(data.Inputs, "alone.bmp").Should().Be($"has no partner of its name in {Photos}");
        Reason(data.Inputs, "hurt.bmp").Should().StartWith("has a partner hurt.bmp that cannot be read: ");
        Reason(data.Inputs, "twice.dib").Should().Be("is one of 2 images in its folder that are named twice");
        Reason(data.Inputs, "wide.bmp").Should().Be("is 2 times as wide as high, but its partner wide.bmp 1 times");
        Reason(data.Targets, "twice.bmp").Should().Be($"has 2 partners in {Sketches}: twice.bmp, twice.dib");
        Reason(data.Targets, "wide.bmp").Should().Be("has a partner that is not among the images of its folder");
    }

    [Theory]
    [InlineData("alone.bmp", "has no partner of its name in *")]
    [InlineData("wide.bmp", "is 2 times as wide as high, but its partner *")]
    public void Damaged_images_that_stop_a_run_include_those_without_a_pair(string name, string reason)
    {
        Pair("a.bmp", 1, "a.bmp", 101);
        folder.Put("sketches/" + name, Bmp.Of(1, 1, 1, 4, 8));
        if (name == "wide.bmp")
        {
            folder.Put("photos/wide.bmp");
        }

        var options = Bmp.Small with { OnDamaged = DamagedImages.Throw };
        FluentActions
            .Invoking(() => PairedFolders.Load(Sketches, Photos, options))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"*{name}: expected an image with its partner, but found that it {reason} Mend or remove *");
    }

    [Fact]
    public void Folders_without_a_pair_are_an_error_that_says_why()
    {
        folder.Put("sketches/a.bmp");
        folder.Put("photos/b.bmp");
        FluentActions
            .Invoking(() => PairedFolders.Load(Sketches, Photos, Bmp.Small))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*none among 1 files: 1 NoPartner; the first is a.bmp: has no partner of its name in *");
        FluentActions
            .Invoking(() => PairedFolders.Load(Sketches, Path.Combine(folder.Path, "nowhere"), Bmp.Small))
            .Should()
            .Throw<DirectoryNotFoundException>();
    }

    [Fact]
    public void The_split_is_by_the_targets_name_and_labels_are_the_targets()
    {
        for (var i = 0; i < 20; i++)
        {
            Pair($"c{i % 2}/{i}.dib", (byte)i, $"c{i % 2}/{i}.bmp", (byte)(100 + i));
        }

        var options = Bmp.Small with { Split = ImageSplit.Validation, ValidationShare = 0.5 };
        using var validation = PairedFolders.Load(Sketches, Photos, options);
        using var train = PairedFolders.Load(Sketches, Photos, options with { Split = ImageSplit.Train });
        using var alone = ImageFolder.Load(Photos, options);
        validation.Targets.Files.Should().Equal(alone.Files);
        (validation.Count + train.Count).Should().Be(20);
        validation.Condition.Should().Be(ConditionSpec.Labels(2));
        Reds(validation).Should().OnlyContain(pair => pair.Target == pair.Input + 100);
        Reds(train).Should().OnlyContain(pair => pair.Target == pair.Input + 100);
    }

    [Fact]
    public void Caches_keep_pairs_and_faults_and_are_made_anew_when_a_partner_changes()
    {
        Pair("a.bmp", 1, "a.bmp", 101);
        Pair("b.bmp", 2, "b.bmp", 102);
        folder.Put("sketches/wide.bmp", Bmp.Of(1, 1, 1, 4, 8));
        folder.Put("photos/wide.bmp", Bmp.Of(1, 1, 1, 8, 8));
        var options = Bmp.Small with { Cache = Path.Combine(folder.Path, "pairs.cache") };
        foreach (var start in new[] { "first", "second" })
        {
            using var data = PairedFolders.Load(Sketches, Photos, options);
            (data.Inputs.IsCached, data.Targets.IsCached).Should().Be((true, true), start);
            Reds(data).Should().Equal((1, 101), (2, 102));
            data.Inputs.Skipped.Should().ContainSingle().Which.Fault.Should().Be(ImageFault.OtherShape);
        }

        File.Exists(options.Cache + ".input").Should().BeTrue();
        folder.Put("photos/wide.bmp", Bmp.Of(200, 1, 1, 2, 4));
        using var mended = PairedFolders.Load(Sketches, Photos, options);
        Reds(mended).Should().Equal((1, 101), (2, 102), (1, 200));
        FluentActions
            .Invoking(() => PairedFolders.Load(Sketches, Photos, options, options))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Inputs and targets cannot share the cache *");
    }

    [Fact]
    public void Inputs_may_have_another_size_and_other_channels()
    {
        Pair("a.bmp", 60, "a.bmp", 120);
        folder.Put("sketches/a.bmp", Bmp.Of(60, 60, 60, 8, 8));
        using var data = PairedFolders.Load(Sketches, Photos, Bmp.Small, new() { Size = 2, Channels = 1 });
        data.InputShape.Should().Equal(1, 2, 2);
        data.SampleShape.Should().Equal(3, 4, 4);
        Reds(data).Should().Equal((60, 120));
        FluentActions
            .Invoking(() => PairedFolders.Load(Sketches, Photos, Bmp.Small, new() { Channels = 2 }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Channels must be 1, 3 or 4, but was 2*");
    }

    private static string Reason(ImageFolder images, string file) =>
        images.Skipped.Single(image => image.File == file).Reason;

    private static (int Input, int Target)[] Reds(PairedFolders data)
    {
        using var batch = data.Read(arange(data.Count, dtype: ScalarType.Int64), CPU);
        return [.. Red(batch.Input!).Zip(Red(batch.Samples))];
    }

    // Of each image's first pixel.
    private static int[] Red(Tensor images)
    {
        using var first = images.flatten(1).narrow(1, 0, 1).contiguous();
        return [.. first.Floats().Select(value => (int)MathF.Round((value + 1) * 127.5f))];
    }

    private void Pair(string input, byte red, string target, byte redOfTarget)
    {
        folder.Put("sketches/" + input, Bmp.Of(red, 0, 0));
        folder.Put("photos/" + target, Bmp.Of(redOfTarget, 0, 0));
    }
}

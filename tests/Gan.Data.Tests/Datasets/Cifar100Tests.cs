namespace Gan.Data.Tests.Datasets;

public sealed class Cifar100Tests
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    [Fact]
    public void An_image_goes_by_its_fine_or_its_coarse_label()
    {
        using var fine = Cifar100.Load(Fixtures);
        (fine.Count, fine.Classes, fine.Name).Should().Be((3, 100, "CIFAR-100 (train, fine labels)"));
        fine.Labels!.Longs().Should().Equal(99, 0, 57);
        fine.Pixels.Bytes().Should().Equal(Enumerable.Range(0, 3).SelectMany(Cifar10Tests.Record));

        using var coarse = Cifar100.Load(Path.Combine(Fixtures, "cifar-100-binary"), labels: Cifar100Labels.Coarse);
        coarse.Classes.Should().Be(20);
        coarse.Labels!.Longs().Should().Equal(19, 4, 0);
    }

    [Fact]
    public void The_test_file_is_apart()
    {
        using var data = Cifar100.Load(Fixtures, train: false);
        data.Labels!.Longs().Should().Equal(41);
    }

    [Fact]
    public void Every_class_has_a_name()
    {
        Cifar100
            .FineNames.Should()
            .HaveCount(100)
            .And.OnlyHaveUniqueItems()
            .And.BeInAscendingOrder(StringComparer.Ordinal);
        Cifar100
            .CoarseNames.Should()
            .HaveCount(20)
            .And.OnlyHaveUniqueItems()
            .And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public void Another_kind_of_label_is_refused() =>
        FluentActions
            .Invoking(() => Cifar100.Load(Fixtures, labels: (Cifar100Labels)7))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("labels must be Fine or Coarse, but was 7.*");
}
